import { SlidersHorizontal, X } from 'lucide-react'
import { useDocumentStore } from '../document/document-store.ts'
import { IconButton } from '../ui/Button.tsx'
import { showVariables } from '../variables/variables-store.ts'
import css from './VariableChip.module.css'

interface VariableChipProps {
  readonly name: string
  readonly variable: string
  readonly onClear: () => void
}

/** The variable that an input takes its value from. */
export function VariableChip({ name, variable, onClear }: VariableChipProps) {
  const declared = useDocumentStore((state) => state.open?.document.config?.[variable])
  const value = declared?.default
  return (
    <div className={css.chip}>
      <button
        type="button"
        className={css.name}
        data-missing={declared === undefined}
        data-tip="A variable of the application"
        onClick={() => showVariables(true)}
      >
        <SlidersHorizontal size={12} aria-hidden /> <code>{variable}</code>
      </button>
      <span className={css.value}>{value === undefined ? '' : JSON.stringify(value)}</span>
      <IconButton label={`Take ${variable} from ${name}`} size="small" onClick={onClear}>
        <X size={13} />
      </IconButton>
    </div>
  )
}

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import type { Json } from '../../../shared/json/json.ts'
import { defaultValue } from '../../../shared/wit/sample-value.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import css from './forms.module.css'
import { type FormProps, ValueForm } from './ValueForm.tsx'

export function ListForm({ type, json, onChange, onDone, label }: FormProps<Extract<WitType, { kind: 'list' }>>) {
  const items = Array.isArray(json) ? (json as readonly Json[]) : []
  const swap = (at: number, other: number) =>
    onChange(
      items.map((item, index) =>
        index === at ? (items[other] as Json) : index === other ? (items[at] as Json) : item,
      ),
    )
  return (
    <div role="group" aria-label={label}>
      <ol>
        {items.map((item, at) => (
          <li key={at} className={css.row}>
            <span className={css.number}>{at + 1}</span>
            <div className={css.item}>
              <ValueForm
                type={type.item}
                json={item}
                label={`${label} ${at + 1}`}
                onDone={onDone}
                onChange={(value) => onChange(items.map((other, index) => (index === at ? value : other)))}
              />
            </div>
            <IconButton label="Move up" size="small" disabled={at === 0} onClick={() => swap(at, at - 1)}>
              <ArrowUp size={13} />
            </IconButton>
            <IconButton
              label="Move down"
              size="small"
              disabled={at === items.length - 1}
              onClick={() => swap(at, at + 1)}
            >
              <ArrowDown size={13} />
            </IconButton>
            <IconButton
              label={`Remove item ${at + 1}`}
              size="small"
              onClick={() => onChange(items.filter((_, index) => index !== at))}
            >
              <X size={13} />
            </IconButton>
          </li>
        ))}
      </ol>
      <Button
        size="small"
        look="plain"
        icon={<Plus size={13} />}
        onClick={() => onChange([...items, defaultValue(type.item)])}
      >
        Add an item
      </Button>
    </div>
  )
}

import { Cable, X } from 'lucide-react'
import { parsePath } from '../../shared/directive/path.ts'
import type { Binding } from '../../shared/directive/schema.ts'
import { useOutputValue } from '../canvas/use-values.ts'
import { outputType } from '../canvas/connecting-store.ts'
import { useDocumentNode, useResolvedNode } from '../canvas/use-node.ts'
import { fromPaths } from '../document/binding-tree.ts'
import { select } from '../session/session-store.ts'
import { IconButton } from '../ui/Button.tsx'
import { ValueChip } from '../values/ValueChip.tsx'
import css from './WireChips.module.css'

interface WireChipsProps {
  readonly name: string
  readonly paths: readonly string[]
  readonly set: (binding: Binding | null, title: string) => void
}

/** The wires that end in an input; of several, whichever comes is taken. */
export function WireChips({ name, paths, set }: WireChipsProps) {
  return (
    <>
      <ul className={css.chips}>
        {paths.map((path) => (
          <WireChip
            key={path}
            path={path}
            onRemove={() => set(fromPaths(paths.filter((other) => other !== path)), `Disconnect ${name}`)}
          />
        ))}
      </ul>
      {paths.length > 1 && <p className={css.merge}>Whichever comes is taken; the node runs once for each.</p>}
    </>
  )
}

function WireChip({ path, onRemove }: { readonly path: string; readonly onRemove: () => void }) {
  const parsed = parsePath(path)
  const source = useDocumentNode(parsed?.node ?? '')
  const resolved = useResolvedNode(parsed?.node ?? '')
  const value = useOutputValue(parsed)
  const type = parsed === null ? null : outputType(resolved, parsed.node, path.slice(parsed.node.length + 1))
  return (
    <li className={css.chip}>
      <button
        type="button"
        className={css.path}
        onClick={() => parsed !== null && select([parsed.node])}
        data-tip={path}
        data-tip-more="Go to where it comes from."
        data-missing={source === undefined}
      >
        <Cable size={13} aria-hidden /> <code>{path}</code>
      </button>
      {value !== undefined && type !== null && <ValueChip value={value} type={type} />}
      <IconButton label={`Disconnect ${path}`} size="small" onClick={onRemove}>
        <X size={13} />
      </IconButton>
    </li>
  )
}

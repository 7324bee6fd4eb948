import type { Example } from '../../shared/package/manifest.ts'
import type { Node } from '../../shared/directive/schema.ts'
import { printSignature } from '../../shared/wit/print.ts'
import type { Face } from '../canvas/face.ts'
import { usePackage, useResolvedNode } from '../canvas/use-node.ts'
import { commit } from '../document/document-store.ts'
import { batch, type Edit } from '../document/edit.ts'
import { currentFlow } from '../session/session-store.ts'
import { HelpText } from '../ui/HelpText.tsx'
import css from './NodeHelp.module.css'
import { Section } from './Section.tsx'

export function NodeHelp({ id, node, face }: { readonly id: string; readonly node: Node; readonly face: Face }) {
  const resolved = useResolvedNode(id)
  const use = 'use' in node ? node.use : null
  const from = usePackage(use === null ? null : use.slice(0, use.indexOf('#')))
  const examples = use === null ? [] : (from?.manifest?.nodes[use.slice(use.indexOf('#') + 1)]?.examples ?? [])
  const fn = resolved?.action.kind === 'function' ? resolved.action.fn : null
  if (face.help === '' && fn === null) return null
  return (
    <Section title="Help">
      {face.help !== '' && (
        <p className={css.text}>
          <HelpText text={face.help} />
        </p>
      )}
      {fn !== null && (
        <pre className={css.signature}>
          {fn.name}: {printSignature(fn, { inline: false })}
        </pre>
      )}
      {examples.length > 0 && (
        <>
          <h4 className={css.heading}>Examples</h4>
          <ul className={css.examples}>
            {examples.slice(0, 5).map((example) => (
              <li key={example.title}>
                <button
                  type="button"
                  onClick={() => take(id, node, example)}
                  data-tip="Take its inputs over, where nothing is wired"
                >
                  <span>{example.title}</span>
                  <code>
                    {clip(Object.values(example.in))} → {clip(Object.values(example.out))}
                  </code>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {from !== undefined && (
        <p className={css.origin}>
          {from.name}
          {from.manifest !== null && ` · ${from.manifest.license}`}
          <code data-tip={from.digest}>{from.digest.slice(7, 19)}</code>
        </p>
      )}
    </Section>
  )
}

function take(id: string, node: Node, example: Example): void {
  const edits = Object.entries(example.in).flatMap(([input, json]): Edit[] => {
    const bound = node.in?.[input]
    if (bound !== undefined && !('value' in bound)) return []
    return [{ kind: 'set-binding', flow: currentFlow(), node: id, input, binding: { value: json }, index: null }]
  })
  commit(batch(edits), 'Take an example')
}

const MAX_CLIP = 42

function clip(values: readonly unknown[]): string {
  const text = values.map((value) => JSON.stringify(value)).join(', ')
  return text.length > MAX_CLIP ? `${text.slice(0, MAX_CLIP)}…` : text
}

import { Copy, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { showNode } from '../commands/inside-commands.ts'
import { openMenu } from '../commands/menu-store.ts'
import { addFlow } from '../document/commands/add-flow.ts'
import { commit, currentDocument, useDocumentStore } from '../document/document-store.ts'
import { type NodeAt, usesOf } from '../document/flow-uses.ts'
import { newId } from '../document/new-id.ts'
import { rootFlow, useSessionStore } from '../session/session-store.ts'
import { IconButton } from '../ui/Button.tsx'
import { toast } from '../ui/toast-store.ts'
import css from './FlowTabs.module.css'
import { appRoute, go } from './route.ts'

export function FlowTabs({ app }: { readonly app: string }) {
  const flows = useDocumentStore((state) => state.open?.document.flows)
  const shown = useSessionStore(rootFlow)
  const [renaming, setRenaming] = useState<string | null>(null)
  if (flows === undefined) return null
  const ids = Object.keys(flows)
  const menu = (flow: string, at: { x: number; y: number }) =>
    openMenu({
      at,
      label: 'Flow',
      items: [
        { kind: 'action', label: 'Rename', icon: <Pencil size={15} />, run: () => setRenaming(flow) },
        { kind: 'action', label: 'Duplicate', icon: <Copy size={15} />, run: () => duplicate(app, flow) },
        { kind: 'line' },
        {
          kind: 'action',
          label: 'Delete',
          icon: <Trash2 size={15} />,
          danger: true,
          disabled: ids.length === 1,
          run: () => remove(app, flow),
        },
      ],
    })
  return (
    <nav className={css.tabs} aria-label="Flows">
      {ids.map((id) => {
        const label = flows[id]?.label ?? id
        if (renaming === id) return <Rename key={id} flow={id} label={label} onDone={() => setRenaming(null)} />
        return (
          <a
            key={id}
            href={`#/app/${app}/${id}`}
            className={css.tab}
            aria-current={id === shown ? 'page' : undefined}
            onDoubleClick={() => setRenaming(id)}
            onContextMenu={(event) => {
              event.preventDefault()
              menu(id, { x: event.clientX, y: event.clientY })
            }}
          >
            {label}
          </a>
        )
      })}
      <IconButton label="Add a flow" size="small" onClick={() => add(app)}>
        <Plus size={15} />
      </IconButton>
    </nav>
  )
}

function Rename({
  flow,
  label,
  onDone,
}: {
  readonly flow: string
  readonly label: string
  readonly onDone: () => void
}) {
  const [typed, setTyped] = useState(label)
  const finish = () => {
    const value = typed.trim()
    if (value !== label)
      commit(
        { kind: 'set-flow-part', flow, part: 'label', value: value === '' || value === flow ? undefined : value },
        'Rename flow',
      )
    onDone()
  }
  return (
    <input
      className={css.field}
      value={typed}
      autoFocus
      aria-label="Flow's name"
      maxLength={200}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}

function add(app: string): void {
  const { edit, flow } = addFlow(currentDocument(), `Flow ${Object.keys(currentDocument().flows).length + 1}`)
  commit(edit, 'Add flow')
  go(appRoute(app, flow))
}

function duplicate(app: string, flow: string): void {
  const document = currentDocument()
  const value = document.flows[flow]
  if (value === undefined) return
  const copy = newId(flow.replace(/-\d+$/, ''), (id) => Object.hasOwn(document.flows, id))
  const label = `${value.label ?? flow} copy`
  commit(
    {
      kind: 'add-flow',
      flow: copy,
      value: { ...value, label },
      view: document.view?.[flow] ?? null,
      samples: document.samples?.[flow] ?? null,
      index: null,
    },
    'Duplicate flow',
  )
  go(appRoute(app, copy))
}

function remove(app: string, flow: string): void {
  const uses = usesOf(currentDocument(), flow)
  const [first] = uses
  if (first !== undefined) return refuse(flow, uses, first)
  commit({ kind: 'remove-flow', flow }, 'Delete flow')
  go(appRoute(app))
}

function refuse(flow: string, uses: readonly NodeAt[], first: NodeAt): void {
  const { flows } = currentDocument()
  const places = uses.map(({ flow: other, node }) =>
    `${flows[other]?.label ?? other} › ${flows[other]?.nodes[node]?.label ?? node}`)
  const more = places.length > 3 ? ` and ${places.length - 3} more` : ''
  toast({
    kind: 'bad',
    text: `“${flows[flow]?.label ?? flow}” is in use as a node.`,
    detail: `Take it out first: ${places.slice(0, 3).join(', ')}${more}.`,
    action: { label: 'Show', run: () => showNode(first) },
  })
}

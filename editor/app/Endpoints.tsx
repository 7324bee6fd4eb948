import { Copy, Crosshair, ExternalLink, Link, Terminal } from 'lucide-react'
import type { Culprit, Endpoint } from '../../shared/protocol/messages.ts'
import { showNode } from '../commands/inside-commands.ts'
import { type CallLine, useCallLines } from '../runs/use-call-lines.ts'
import { rootFlow, useSessionStore } from '../session/session-store.ts'
import { MenuButton } from '../ui/MenuButton.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { useApp } from './apps-store.ts'
import { copyText } from './copy-text.ts'
import css from './Endpoints.module.css'
import { LiveDot, liveText } from './LiveDot.tsx'

/** Where the deployed application answers. */
export function Endpoints({ app }: { readonly app: string }) {
  const live = useApp(app)?.live ?? null
  const lines = useCallLines(useSessionStore(rootFlow))
  if (live === null) return null
  return (
    <MenuButton label="Endpoints" className={css.button} items={() => [...culpritItems(live.culprit), ...itemsOf(live.endpoints, lines)]}>
      <LiveDot live={live} /> <span className={css.text}>{liveText(live)}</span>
      <Link size={14} aria-hidden />
    </MenuButton>
  )
}

function culpritItems(culprit: Culprit | null): readonly MenuItem[] {
  if (culprit === null) return []
  const { flow, node, times } = culprit
  return [
    { kind: 'heading', label: `${node} ended the process ${times} times within a minute` },
    { kind: 'action', label: 'Show the node', icon: <Crosshair size={15} />, run: () => showNode({ flow, node }) },
    { kind: 'line' },
  ]
}

function itemsOf(endpoints: readonly Endpoint[], lines: readonly CallLine[]): readonly MenuItem[] {
  if (endpoints.length === 0) return [{ kind: 'heading', label: 'No flow of it answers HTTP' }]
  return endpoints.flatMap(({ method, url }): MenuItem[] => {
    const line = lines.find(({ title }) => title === `${method} ${new URL(url).pathname}`)
    const canOpen = method === 'GET' && !url.includes('/:')
    return [
      { kind: 'heading', label: `${method} ${url}` },
      {
        kind: 'action',
        label: 'Copy the address',
        icon: <Copy size={15} />,
        run: () => void copyText(url, 'The address'),
      },
      ...(line === undefined
        ? []
        : [
            {
              kind: 'action',
              label: 'Copy as curl, with the sample',
              icon: <Terminal size={15} />,
              run: () => void copyText(line.curl, 'The command'),
            } as const,
          ]),
      ...(canOpen
        ? [
            {
              kind: 'action',
              label: 'Open in a new tab',
              icon: <ExternalLink size={15} />,
              run: () => {
                window.open(url, '_blank', 'noopener')
              },
            } as const,
          ]
        : []),
    ]
  })
}

import { Copy, ExternalLink, Link } from 'lucide-react'
import { MenuButton } from '../ui/MenuButton.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { toast } from '../ui/toast-store.ts'
import { useApp } from './apps-store.ts'
import css from './Endpoints.module.css'
import { LiveDot, liveText } from './LiveDot.tsx'

/** Where the deployed application answers. */
export function Endpoints({ app }: { readonly app: string }) {
  const live = useApp(app)?.live ?? null
  if (live === null) return null
  return (
    <MenuButton label="Endpoints" className={css.button} items={() => itemsOf(live.endpoints)}>
      <LiveDot live={live} /> <span className={css.text}>{liveText(live)}</span>
      <Link size={14} aria-hidden />
    </MenuButton>
  )
}

function itemsOf(endpoints: readonly { readonly method: string; readonly url: string }[]): readonly MenuItem[] {
  if (endpoints.length === 0) return [{ kind: 'heading', label: 'No flow of it answers HTTP' }]
  return endpoints.flatMap(({ method, url }): MenuItem[] => [
    { kind: 'heading', label: `${method} ${url}` },
    { kind: 'action', label: 'Copy the address', icon: <Copy size={15} />, run: () => void copy(url, 'The address') },
    { kind: 'action', label: 'Copy as curl', icon: <Copy size={15} />, run: () => void copy(curl(method, url), 'The command') },
    ...(method === 'GET' && !url.includes('/:')
      ? [{ kind: 'action', label: 'Open in a new tab', icon: <ExternalLink size={15} />, run: () => window.open(url, '_blank', 'noopener') } as const]
      : []),
  ])
}

function curl(method: string, url: string): string {
  const data = method === 'GET' || method === 'HEAD' || method === 'DELETE' ? '' : ` -H 'content-type: application/json' -d '{}'`
  return `curl${method === 'GET' ? '' : ` -X ${method}`}${data} '${url}'`
}

async function copy(text: string, what: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  toast({ kind: 'good', text: `${what} is on the clipboard.` })
}

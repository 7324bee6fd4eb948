import { Download, Ellipsis, Square, Trash2, Workflow } from 'lucide-react'
import { useState } from 'react'
import type { AppSummary } from '../../shared/protocol/messages.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import css from './AppCard.module.css'
import { exportApp, removeApp } from './app-commands.ts'
import { culpritText, LiveDot, liveText } from './LiveDot.tsx'
import { appRoute, printRoute } from './route.ts'
import { StopDialog } from './StopDialog.tsx'
import { agoText } from './time-text.ts'

export function AppCard({ app: { app, label, savedMs, live } }: { readonly app: AppSummary }) {
  const [asking, setAsking] = useState<'stop' | 'delete' | null>(null)
  const [endpoint] = live?.endpoints ?? []
  const culprit = live?.culprit ?? null
  return (
    <li className={css.card}>
      <span className={css.icon}>
        <Workflow size={17} aria-hidden />
      </span>
      <div className={css.text}>
        <a className={css.label} href={printRoute(appRoute(app))}>
          {label}
        </a>
        <p className={css.detail}>
          <LiveDot live={live} />
          {liveText(live)} · saved {agoText(savedMs)}
        </p>
        {culprit !== null && <p className={css.unhealthy}>{culpritText(culprit)}</p>}
        {endpoint !== undefined && (
          <p className={css.endpoint}>
            {endpoint.method} {endpoint.url}
          </p>
        )}
      </div>
      <MenuButton
        label={`What to do with ${label}`}
        className={css.menu}
        items={() => [
          { kind: 'action', label: 'Export as a file', icon: <Download size={15} />, run: () => exportApp(app) },
          {
            kind: 'action',
            label: 'Stop…',
            icon: <Square size={15} />,
            disabled: live === null,
            run: () => setAsking('stop'),
          },
          { kind: 'line' },
          { kind: 'action', label: 'Delete…', icon: <Trash2 size={15} />, danger: true, run: () => setAsking('delete') },
        ]}
      >
        <Ellipsis size={16} />
      </MenuButton>
      {asking === 'stop' && <StopDialog app={app} onClose={() => setAsking(null)} />}
      {asking === 'delete' && (
        <Dialog title={`Delete “${label}”?`} onClose={() => setAsking(null)}>
          <p>
            Its flows, deployments and runs are deleted{live === null ? '' : ', and its addresses stop answering'}. This
            cannot be undone.
          </p>
          <DialogActions>
            <Button onClick={() => setAsking(null)}>Cancel</Button>
            <Button
              look="danger"
              onClick={() => {
                setAsking(null)
                void removeApp(app)
              }}
            >
              Delete
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </li>
  )
}

import { History, Rocket, Square } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Deployment } from '../../shared/protocol/messages.ts'
import { useApp } from '../app/apps-store.ts'
import { useDigestStore } from '../app/document-digest.ts'
import { culpritText, liveState, liveText } from '../app/LiveDot.tsx'
import { StopDialog } from '../app/StopDialog.tsx'
import { agoText } from '../app/time-text.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { useConnectionStore } from '../rpc/runtime.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './DeploymentHistory.module.css'
import { activateDeployment, loadDeployments, useDeploymentStore } from './deployment-store.ts'

type Question = { readonly kind: 'activate'; readonly deployment: Deployment } | { readonly kind: 'stop' }

/** Every version that the runtime has accepted, newest first. One is live; an earlier one can be made live again. */
export function DeploymentHistory() {
  const app = useDocumentStore((state) => state.open?.app ?? null)
  const live = useApp(app ?? '')?.live ?? null
  const connected = useConnectionStore(({ state }) => state.kind === 'connected')
  const { app: loaded, deployments } = useDeploymentStore()
  const [question, setQuestion] = useState<Question | null>(null)
  useEffect(() => {
    if (app !== null && connected) void loadDeployments(app)
  }, [app, connected, live?.deployment, live?.state, live?.culprit?.times])

  if (app === null || loaded !== app || deployments === null) return <div className={css.panel} aria-busy="true" />
  if (deployments.length === 0) {
    return (
      <div className={css.panel}>
        <EmptyState icon={<Rocket size={18} />} title="Nothing has been deployed yet">
          Press Deploy to make the flows answer. Each deployment is kept here with its time and digest, and any of them can
          be made live again.
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={css.panel}>
      <ol className={css.list} aria-label="Deployments">
        {deployments.toSorted((one, other) => other.deployment - one.deployment).map((deployment) => (
          <Row
            key={deployment.deployment} deployment={deployment} onAsk={setQuestion} liveOne={live?.deployment ?? null}
          />
        ))}
      </ol>
      {question !== null && <Ask app={app} question={question} onClose={() => setQuestion(null)} />}
    </div>
  )
}

interface RowProps {
  readonly deployment: Deployment
  readonly liveOne: number | null
  readonly onAsk: (question: Question) => void
}

function Row({ deployment: whole, liveOne, onAsk }: RowProps) {
  const { deployment, digest, deployedMs, state, reason, culprit, directive } = whole
  const busy = useDeploymentStore((store) => store.busy)
  const connected = useConnectionStore((store) => store.state.kind === 'connected')
  const refused = useDeploymentStore(({ refused: given }) => (given?.deployment === deployment ? given.problems : null))
  const isDraft = useDigestStore((store) => store.digest === digest)
  const flows = Object.values(directive.flows)
  const nodes = flows.reduce((sum, flow) => sum + Object.keys(flow.nodes).length, 0)
  return (
    <li className={css.item} aria-label={`Deployment ${deployment}`} data-state={state}>
      <div className={css.row}>
        <span className={css.number}>{deployment}</span>
        <span className={css.state} data-state={liveState(whole)}>{state === 'stopped' ? '' : liveText(whole)}</span>
        <time
          className={css.time} dateTime={new Date(deployedMs).toISOString()}
          title={new Date(deployedMs).toLocaleString()}
        >
          {agoText(deployedMs)}
        </time>
        <code className={css.digest} title={digest}>{shortDigest(digest)}</code>
        <span className={css.facts}>
          {flows.length === 1 ? '' : `${flows.length} flows, `}{nodes === 1 ? '1 node' : `${nodes} nodes`}
          {isDraft && <span className={css.same} data-tip="What is drawn now is exactly this">as drawn</span>}
        </span>
        {state === 'stopped' ? (
          <Button
            size="small" icon={<History size={14} aria-hidden />} disabled={busy !== null || !connected}
            onClick={() => onAsk({ kind: 'activate', deployment: whole })}
          >
            {busy === deployment ? 'Starting…' : liveOne !== null && deployment < liveOne ? 'Roll back' : 'Make live'}
          </Button>
        ) : (
          <Button
            size="small" look="danger" icon={<Square size={12} aria-hidden />} disabled={busy !== null || !connected}
            onClick={() => onAsk({ kind: 'stop' })}
          >
            {busy === 'stop' ? 'Stopping…' : 'Stop'}
          </Button>
        )}
      </div>
      {culprit !== null && <p className={css.problem} role="status">{culpritText(culprit)}</p>}
      {state === 'crashed' && reason !== null && <p className={css.problem} role="status">{reason}</p>}
      {refused !== null && (
        <ul className={css.problems} role="alert" aria-label={`Why deployment ${deployment} was refused`}>
          {refused.map(({ message, mend }, at) => (
            <li key={at} className={css.problem}>{message} <span className={css.mend}>{mend}</span></li>
          ))}
        </ul>
      )}
    </li>
  )
}

interface AskProps {
  readonly app: string
  readonly question: Question
  readonly onClose: () => void
}

function Ask({ app, question, onClose }: AskProps) {
  switch (question.kind) {
    case 'stop': return <StopDialog app={app} onClose={onClose} />
    case 'activate': {
      const { deployment, deployedMs } = question.deployment
      return (
        <Dialog title={`Make deployment ${deployment} live?`} onClose={onClose}>
          <p>Requests go to what was deployed {agoText(deployedMs)}, at once. What you are drawing does not change.</p>
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="accent" autoFocus onClick={() => { onClose(); void activateDeployment(app, deployment) }}>
              Make it live
            </Button>
          </DialogActions>
        </Dialog>
      )
    }
  }
}

/** `sha256:4f0c…` → `4f0c12ab`. */
function shortDigest(digest: string): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 8)
}

import { Check, LoaderCircle, Rocket } from 'lucide-react'
import { COMMAND_KEY } from '../commands/command-key.ts'
import { useConnectionStore } from '../rpc/runtime.ts'
import { Button } from '../ui/Button.tsx'
import { useApp } from './apps-store.ts'
import css from './DeployButton.module.css'
import { deploy, useDeployStore } from './deploy.ts'
import { useDigestStore } from './document-digest.ts'

export function DeployButton({ app }: { readonly app: string }) {
  const busy = useDeployStore((state) => state.busy)
  const live = useApp(app)?.live ?? null
  const digest = useDigestStore((state) => state.digest)
  const connected = useConnectionStore(({ state }) => state.kind === 'connected')
  const current = live !== null && live.digest === digest
  const tip =
    live === null
      ? 'Make this flow answer'
      : current
        ? `Deployment ${live.deployment} is what you see`
        : `Changed since deployment ${live.deployment}`
  return (
    <Button
      look={current ? 'outline' : 'accent'}
      className={css.deploy as string}
      disabled={busy || !connected}
      data-tip={tip}
      data-tip-keys={`${COMMAND_KEY}↵`}
      icon={
        busy ? <LoaderCircle size={15} className={css.turning} /> : current ? <Check size={15} /> : <Rocket size={15} />
      }
      onClick={() => void deploy()}
    >
      {current ? 'Deployed' : 'Deploy'}
      {live !== null && !current && !busy && <span className={css.changed} aria-label="changed since" />}
    </Button>
  )
}

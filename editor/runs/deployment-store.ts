import { create } from 'zustand'
import type { Problem } from '../../shared/directive/problem.ts'
import type { Deployment } from '../../shared/protocol/messages.ts'
import { RpcError } from '../rpc/client.ts'
import { runtime } from '../rpc/runtime.ts'
import { toast, toastError } from '../ui/toast-store.ts'

// An application's deployments as the runtime keeps them.

interface DeploymentState {
  readonly app: string | null
  /** Null until they have come. */
  readonly deployments: readonly Deployment[] | null
  /** The deployment that is being activated, or `stop`. */
  readonly busy: number | 'stop' | null
  /** Why a deployment could not be made live again. */
  readonly refused: { readonly deployment: number; readonly problems: readonly Problem[] } | null
}

const START: DeploymentState = { app: null, deployments: null, busy: null, refused: null }

export const useDeploymentStore = create<DeploymentState>(() => START)

export async function loadDeployments(app: string): Promise<void> {
  if (useDeploymentStore.getState().app !== app) useDeploymentStore.setState({ ...START, app })
  try {
    const { deployments } = await runtime().rpc.call('deployments.list', { app })
    if (useDeploymentStore.getState().app === app) useDeploymentStore.setState({ deployments })
  } catch (error) {
    // When the line is back they are asked for again.
    if (runtime().rpc.state().kind === 'connected') toastError('The deployments could not be listed.', error)
  }
}

/** Makes an earlier deployment live again. The runtime checks it anew, against what else is live now. */
export async function activateDeployment(app: string, deployment: number): Promise<void> {
  useDeploymentStore.setState({ busy: deployment, refused: null })
  try {
    await runtime().rpc.call('deployments.activate', { app, deployment })
    toast({ kind: 'good', text: `Deployment ${deployment} is live again.` })
  } catch (error) {
    const problems = error instanceof RpcError ? error.data.problems ?? [] : []
    if (problems.length > 0) useDeploymentStore.setState({ refused: { deployment, problems } })
    else toastError(`Deployment ${deployment} could not be made live.`, error)
  } finally {
    useDeploymentStore.setState({ busy: null })
  }
  await loadDeployments(app)
}

/** Takes the application off its routes. */
export async function stopDeployment(app: string): Promise<void> {
  useDeploymentStore.setState({ busy: 'stop', refused: null })
  try {
    await runtime().rpc.call('deployments.stop', { app })
    toast({ kind: 'note', text: 'The application is stopped. Its deployments are kept.' })
  } catch (error) {
    toastError('The application could not be stopped.', error)
  } finally {
    useDeploymentStore.setState({ busy: null })
  }
  await loadDeployments(app)
}

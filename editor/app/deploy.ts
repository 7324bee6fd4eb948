import { create } from 'zustand'
import { useDocumentStore } from '../document/document-store.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { RpcError } from '../rpc/client.ts'
import { runtime } from '../rpc/runtime.ts'
import { openBottom } from '../session/panels-store.ts'
import { toast, toastError } from '../ui/toast-store.ts'
import { copyText } from './copy-text.ts'
import { saveNow } from './open-app.ts'

export const useDeployStore = create<{ readonly busy: boolean }>(() => ({ busy: false }))

/** Makes the open document live. */
export async function deploy(): Promise<void> {
  const { open } = useDocumentStore.getState()
  if (open === null || useDeployStore.getState().busy) return
  if (useResolvedStore.getState().resolved.problems.some(({ severity }) => severity === 'error')) {
    openBottom('problems')
    toast({ kind: 'bad', text: 'The flow has problems that keep it from being deployed.' })
    return
  }
  useDeployStore.setState({ busy: true })
  const { app, document } = open
  try {
    void saveNow()
    const deployment = await runtime().rpc.call('deployments.deploy', { app, directive: document })
    const [endpoint] = deployment.endpoints
    toast({
      kind: 'good',
      text: `Deployment ${deployment.deployment} is live.`,
      detail: endpoint === undefined ? null : `${endpoint.method} ${endpoint.url}`,
      action: endpoint === undefined ? null : { label: 'Copy', run: () => void copyText(endpoint.url, 'The address') },
    })
  } catch (error) {
    const problems = error instanceof RpcError ? (error.data.problems ?? []) : []
    if (problems.length === 0) toastError('It could not be deployed.', error)
    else
      toast({
        kind: 'bad',
        text: 'It could not be deployed.',
        detail: problems.map(({ message, mend }) => `${message} ${mend}`).join('\n'),
      })
  } finally {
    useDeployStore.setState({ busy: false })
  }
}

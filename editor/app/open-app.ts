import { create } from 'zustand'
import type { Directive } from '../../shared/directive/schema.ts'
import { RpcErrorCode } from '../../shared/protocol/messages.ts'
import { closeDocument, openDocument, useDocumentStore } from '../document/document-store.ts'
import { useDraftStore } from '../document/draft-store.ts'
import { wayInside } from '../document/flow-uses.ts'
import { type DraftSync, openDraft } from '../document/draft-sync.ts'
import { RpcError } from '../rpc/client.ts'
import { runtime, useConnectionStore } from '../rpc/runtime.ts'
import { clearRuns } from '../runs/run-store.ts'
import { showFlow } from '../session/session-store.ts'
import { clearPreviews } from '../preview/preview-store.ts'
import { stopReplay } from '../preview/replay-store.ts'
import { toast } from '../ui/toast-store.ts'
import { type Route, useRouteStore } from './route.ts'

// Opens the application that the address names, and keeps its draft and the runtime's in step.

export type OpenState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening'; readonly app: string }
  | { readonly kind: 'open'; readonly app: string }
  | { readonly kind: 'missing'; readonly app: string }

export const useOpenStore = create<{ readonly state: OpenState }>(() => ({ state: { kind: 'closed' } }))

let sync: DraftSync | null = null

export function followRoute(): void {
  const follow = ({ route }: { readonly route: Route }) => {
    const { state } = useOpenStore.getState()
    const app = route.kind === 'app' ? route.app : null
    if (app !== (state.kind === 'closed' ? null : state.app)) close()
    if (route.kind === 'app') void open(route.app)
    if (route.kind === 'app' && state.kind === 'open' && state.app === route.app) showFlowOf(route)
  }
  useRouteStore.subscribe(follow)
  useConnectionStore.subscribe(({ state }) => {
    if (state.kind === 'connected') follow(useRouteStore.getState())
  })
  useDocumentStore.subscribe(({ open: now }, { open: before }) => {
    if (now === null || before === null || now.app !== before.app || now.document === before.document) return
    sync?.changed(now.document)
    if (now.document.flows !== before.document.flows) showFlowOf(useRouteStore.getState().route)
  })
  addEventListener('pagehide', () => void sync?.flush())
}

async function open(app: string): Promise<void> {
  const { rpc } = runtime()
  const { state } = useOpenStore.getState()
  if ((state.kind === 'open' && state.app === app) || rpc.state().kind !== 'connected') return
  useOpenStore.setState({ state: { kind: 'opening', app } })
  try {
    const draft = await rpc.call('draft.get', { app })
    const now = useOpenStore.getState().state
    if (now.kind !== 'opening' || now.app !== app) return
    const opened = openDraft(draft, {
      rpc,
      storage: localStorage,
      later: afterMs,
      onState: (save) => useDraftStore.setState({ save }),
      onTheirs: (directive) => {
        show(app, directive)
        toast({ kind: 'note', text: 'Loaded what was saved in another window.' })
      },
    })
    sync = opened.sync
    show(app, opened.directive)
    useOpenStore.setState({ state: { kind: 'open', app } })
    if (opened.restored) toast({ kind: 'note', text: 'Took up changes that had not been saved yet.' })
  } catch (error) {
    if (error instanceof RpcError && error.code === RpcErrorCode.NOT_FOUND)
      useOpenStore.setState({ state: { kind: 'missing', app } })
    else useOpenStore.setState({ state: { kind: 'closed' } })
  }
}

function show(app: string, directive: Directive): void {
  openDocument(app, directive)
  showFlowOf(useRouteStore.getState().route)
}

/** The flow of the address, or the first, and of the nodes inside as far as they are there. */
function showFlowOf(route: Route): void {
  const flows = useDocumentStore.getState().open?.document.flows ?? {}
  const named = route.kind === 'app' ? route.flow : null
  const first = named !== null && Object.hasOwn(flows, named) ? named : (Object.keys(flows)[0] ?? null)
  if (first === null) return showFlow(null)
  const { flow, way } = wayInside(flows, first, route.kind === 'app' ? route.inside : [])
  showFlow(flow, way)
}

function close(): void {
  void sync?.flush()
  sync?.close()
  sync = null
  closeDocument()
  clearPreviews()
  stopReplay()
  clearRuns(null)
  showFlow(null)
  useOpenStore.setState({ state: { kind: 'closed' } })
}

export function saveNow(): Promise<void> {
  return sync?.flush() ?? Promise.resolve()
}

export function syncDraftAgain(): void {
  sync?.connected()
}

export function draftSavedElsewhere(app: string, revision: number): void {
  if (useDocumentStore.getState().open?.app === app) sync?.savedElsewhere(revision)
}

/** Answers a conflict: ours takes the place of theirs. */
export function keepMine(): void {
  sync?.overwrite()
}

/** Answers a conflict: what is here is given up. */
export function takeTheirs(): void {
  const app = useDocumentStore.getState().open?.app
  if (app === undefined) return
  sync?.close()
  localStorage.removeItem(`runnel:draft:${app}`)
  useOpenStore.setState({ state: { kind: 'closed' } })
  void open(app)
}

function afterMs(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

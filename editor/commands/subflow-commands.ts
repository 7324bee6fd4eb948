import { parsePath } from '../../shared/directive/path.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import type { Directive, Flow } from '../../shared/directive/schema.ts'
import { resolveDirective } from '../../shared/resolve/resolve.ts'
import { heightOnCanvas, placesOnCanvas, widthOnCanvas } from '../canvas/canvas-store.ts'
import { inputType, outputType } from '../canvas/connecting-store.ts'
import { handleOfEnd, outputHandle } from '../canvas/handle-id.ts'
import { outputValue, shownTrace } from '../canvas/use-values.ts'
import { applyEdit } from '../document/apply-edit.ts'
import { makeSubflow } from '../document/commands/make-subflow.ts'
import type { Drawn } from '../document/commands/subflow-border.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import type { Edit } from '../document/edit.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { wiresOf } from '../document/wires.ts'
import { componentOf } from '../library/library-store.ts'
import { currentFlow, select, useSessionStore } from '../session/session-store.ts'
import { toast } from '../ui/toast-store.ts'
import { openInside } from './inside-commands.ts'

/** Puts the selected nodes into a flow of their own, with a node for it in their place; or says why that cannot be. */
export function makeSubflowOfSelected(): void {
  const document = currentDocument()
  const flowId = currentFlow()
  const flow = document.flows[flowId] as Flow
  const ids = new Set([...useSessionStore.getState().nodes].filter((id) => Object.hasOwn(flow.nodes, id)))
  const label = freeLabel(document)
  const made = makeSubflow(document, flowId, ids, label, drawnOf(flowId))
  const reason = made.ok ? flawOf(document, made.edit, flow, ids) : made.reason
  if (!made.ok || reason !== null) {
    toast({ kind: 'bad', text: 'No flow can be made of the selection.', detail: reason })
    return
  }
  commit(made.edit, 'Make a subflow')
  select([made.node])
  const count = ids.size === 1 ? 'a node' : `${ids.size} nodes`
  toast({
    kind: 'good',
    text: `“${label}” is a flow of ${count} now.`,
    action: { label: 'Open the inside', run: () => openInside(made.node) },
  })
}

function freeLabel({ flows }: Directive): string {
  const labels = new Set(Object.entries(flows).map(([id, { label }]) => label ?? id))
  for (let number = 1; ; number++) {
    const label = number === 1 ? 'Subflow' : `Subflow ${number}`
    if (!labels.has(label)) return label
  }
}

function drawnOf(flowId: string): Drawn {
  const flow = useResolvedStore.getState().resolved.flows.get(flowId)
  const places = placesOnCanvas()
  const trace = shownTrace()
  const sourceType: Drawn['sourceType'] = (text) => {
    const path = parsePath(text)
    if (path === null) return null
    return outputType(flow?.nodes.get(path.node), path.node, outputHandle(path.port, path.members))
  }
  return {
    sourceType,
    targetType: (end) => inputType(flow?.nodes.get(end.node), handleOfEnd(end)),
    portOf(text) {
      const path = parsePath(text)
      if (path === null) return 'out'
      const branch = `${path.port}.${path.members[0] ?? ''}`
      return flow?.nodes.get(path.node)?.outputs.has(branch) === true ? branch : path.port
    },
    valueAt(text) {
      const path = parsePath(text)
      const value = path === null ? undefined : outputValue(trace, path)
      return value?.whole === true ? value.json : undefined
    },
    placeOf: (node) => places.get(node) ?? { x: 0, y: 0 },
    sizeOf: (node) => ({ width: widthOnCanvas(node), height: heightOnCanvas(node) }),
  }
}

/** What would be wrong that is not wrong now: a call waits for all its inputs, so not every selection can be one. */
function flawOf(document: Directive, edit: Edit, flow: Flow, ids: ReadonlySet<string>): string | null {
  const known = new Set(errorsOf(document).map(nameOf))
  const added = errorsOf(applyEdit(document, edit).document).find((problem) => !known.has(nameOf(problem)))
  if (added === undefined) return null
  const between = nodeBetween(flow, ids)
  if (between === null) return added.message
  const name = flow.nodes[between]?.label ?? between
  return `“${name}” takes something from the selected nodes and gives something to them. Select it too.`
}

function errorsOf(document: Directive): readonly Problem[] {
  return resolveDirective(document, componentOf).problems.filter(({ severity }) => severity === 'error')
}

/** Nodes keep their ids in the flow that they go into. */
function nameOf({ code, place: { node, input } }: Problem): string {
  return `${code} ${node ?? ''} ${input ?? ''}`
}

/** A node outside that some path from the selection back into it passes. */
function nodeBetween(flow: Flow, ids: ReadonlySet<string>): string | null {
  const wires = wiresOf(flow).flatMap(({ from, to }) => (from === null ? [] : [{ from: from.node, to: to.node }]))
  const reach = (step: (node: string) => readonly string[]) => {
    const found = new Set([...ids].flatMap(step).filter((node) => !ids.has(node)))
    for (const node of found) for (const next of step(node)) if (!ids.has(next)) found.add(next)
    return found
  }
  const behind = reach((node) => wires.filter(({ from }) => from === node).map(({ to }) => to))
  const before = reach((node) => wires.filter(({ to }) => to === node).map(({ from }) => from))
  return [...behind].find((node) => before.has(node)) ?? null
}

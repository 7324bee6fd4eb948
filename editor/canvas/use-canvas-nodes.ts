import type { Node as CanvasNode, NodeChange } from '@xyflow/react'
import { useCallback, useMemo, useState } from 'react'
import type { Flow } from '../../shared/directive/schema.ts'
import { commentText, isComment } from '../document/comments.ts'
import { commit, useDocumentStore } from '../document/document-store.ts'
import type { Point } from '../document/edit.ts'
import { changeSelection, useSessionStore } from '../session/session-store.ts'
import { createElementCache, type ElementCache } from './element-cache.ts'
import { layoutFlow } from './layout.ts'

interface CanvasNodes {
  readonly nodes: CanvasNode[]
  readonly onNodesChange: (changes: NodeChange[]) => void
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Places for nodes that have none: found again once all are drawn, and then kept while the flow is drawn on. */
interface Laid {
  readonly places: Readonly<Record<string, Point>>
  readonly drawn: boolean
}

/** What a node is taken to be tall before it has been drawn. */
const GUESSED_HEIGHT = 140

/** The document's nodes as React Flow wants them. Sizes and the places of a drag under way are the canvas's own. */
export function useCanvasNodes(flowId: string, flow: Flow): CanvasNodes {
  const view = useDocumentStore((state) => state.open?.document.view?.[flowId])
  const selected = useSessionStore((state) => state.nodes)
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map())
  const [laid, setLaid] = useState<Laid>({ places: {}, drawn: false })
  const [drag, setDrag] = useState<ReadonlyMap<string, Point>>(new Map())
  const [keep] = useState<ElementCache<CanvasNode>>(() => createElementCache(sameNode))

  const ids = Object.keys(flow.nodes)
  const unplaced = ids.filter((id) => view?.[id] === undefined)
  const drawn = ids.every((id) => sizes.has(id))
  if (unplaced.some((id) => laid.places[id] === undefined) || (unplaced.length > 0 && drawn && !laid.drawn))
    setLaid({ places: layoutFlow(flow, (id) => sizes.get(id)?.height ?? GUESSED_HEIGHT), drawn })

  const nodes = useMemo(() => {
    return keep(Object.keys(flow.nodes).map((id): CanvasNode => {
      const position = drag.get(id) ?? view?.[id] ?? laid.places[id] ?? { x: 0, y: 0 }
      const measured = sizes.get(id)
      return {
        id, type: 'card', position, selected: selected.has(id), ariaLabel: nameOf(id, flow), data: {},
        ...(measured && { measured }),
      }
    }))
  }, [keep, flow, view, laid, drag, selected, sizes])

  const onNodesChange = useCallback((changes: NodeChange[]) => {
    const measured = changes.flatMap((change) =>
      change.type === 'dimensions' && change.dimensions ? [[change.id, change.dimensions] as const] : [])
    if (measured.length > 0) setSizes((before) => new Map([...before, ...measured]))
    const picked = changes.filter((change) => change.type === 'select')
    if (picked.length > 0) changeSelection('nodes', picked)
    const moves = changes.flatMap((change) => (change.type === 'position' && change.position ? [change] : []))
    if (moves.length === 0) return
    const places = new Map(moves.map(({ id, position }) => [id, position as Point]))
    if (moves.some(({ dragging }) => dragging === true)) return setDrag((before) => new Map([...before, ...places]))
    setDrag(new Map())
    moveNodes(flowId, places)
  }, [flowId])

  return { nodes, onNodesChange }
}

function moveNodes(flow: string, places: ReadonlyMap<string, Point>): void {
  const view = useDocumentStore.getState().open?.document.view?.[flow]
  const moved = [...places].filter(([id, { x, y }]) => view?.[id]?.x !== x || view[id].y !== y)
  if (moved.length === 0) return
  const title = moved.length === 1 ? 'Move' : `Move ${moved.length} nodes`
  commit({ kind: 'move-nodes', flow, to: Object.fromEntries(moved) }, title, `move:${moved.map(([id]) => id).join()}`)
}

/** For those who do not see it. Ports say the id too. */
function nameOf(id: string, flow: Flow): string {
  const node = flow.nodes[id]
  const label = node !== undefined && isComment(node) ? commentText(node).slice(0, 80) : node?.label
  return label === undefined || label === '' ? id : `${label}, ${id}`
}

function sameNode(one: CanvasNode, other: CanvasNode): boolean {
  return one.selected === other.selected && one.measured === other.measured && one.ariaLabel === other.ariaLabel
    && one.position.x === other.position.x && one.position.y === other.position.y
}

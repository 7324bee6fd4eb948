import { canvasCentre, fitCanvas, useCanvasStore, zoomCanvas } from '../canvas/canvas-store.ts'
import { GRID } from '../canvas/layout.ts'
import { redoEdit, undoEdit } from '../document/document-store.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { setPanels, usePanelsStore } from '../session/panels-store.ts'
import { select, useSessionStore } from '../session/session-store.ts'
import { deploy } from '../app/deploy.ts'
import { duplicateSelected, onCopy, onCut, onPaste } from './clipboard-commands.ts'
import { goToArea } from './areas.ts'
import { COMMAND_KEY, hasCommandKey } from './command-key.ts'
import { leaveInside, openSelected } from './inside-commands.ts'
import { arrangeFlow, nudge, removeSelected, selectAll, toggleDisabled } from './node-commands.ts'
import { makeSubflowOfSelected } from './subflow-commands.ts'

export interface Shortcut {
  /** As the help sheet shows it. */
  readonly keys: string
  readonly title: string
  readonly group: 'Canvas' | 'Edit' | 'View'
  readonly matches: (event: KeyboardEvent) => boolean
  readonly run: (event: KeyboardEvent) => void
}

const key = (name: string) => (event: KeyboardEvent) =>
  event.key.toLowerCase() === name && !plainless(event) && !event.shiftKey
const shift = (name: string) => (event: KeyboardEvent) =>
  event.key.toLowerCase() === name && !plainless(event) && event.shiftKey
const command = (name: string) => (event: KeyboardEvent) =>
  event.key.toLowerCase() === name && hasCommandKey(event) && !event.shiftKey && !event.altKey
const sign = (name: string) => (event: KeyboardEvent) => event.key === name && !plainless(event)
/** Shown in the sheet, taken elsewhere. */
const never = () => false
const plainless = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.altKey

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: 'A', title: 'Add a node by its name', group: 'Canvas', matches: key('a'), run: addInMiddle },
  { keys: '⇧A', title: 'Arrange the flow', group: 'Canvas', matches: shift('a'), run: arrangeFlow },
  {
    keys: 'G',
    title: 'Make a subflow of the selection',
    group: 'Canvas',
    matches: key('g'),
    run: makeSubflowOfSelected,
  },
  { keys: 'E', title: 'Disable or enable', group: 'Canvas', matches: key('e'), run: toggleDisabled },
  {
    keys: 'Arrows',
    title: 'Move the selection',
    group: 'Canvas',
    matches: (event) => event.key.startsWith('Arrow') && !plainless(event),
    run: () => {},
  },
  {
    keys: '↵  ⇧↵',
    title: 'Open the inside of the selected flow, or back out',
    group: 'Canvas',
    matches: (event) => event.key === 'Enter' && !plainless(event) && isOnNode(event),
    run: (event) => (event.shiftKey ? leaveInside() : openSelected()),
  },
  { keys: 'Esc', title: 'Select nothing', group: 'Canvas', matches: key('escape'), run: () => select([]) },
  { keys: `${COMMAND_KEY}Z`, title: 'Undo', group: 'Edit', matches: command('z'), run: undoEdit },
  {
    keys: `⇧${COMMAND_KEY}Z`,
    title: 'Redo',
    group: 'Edit',
    matches: (event) =>
      hasCommandKey(event) && ((event.shiftKey && event.key.toLowerCase() === 'z') || event.key.toLowerCase() === 'y'),
    run: redoEdit,
  },
  {
    keys: `${COMMAND_KEY}C  ${COMMAND_KEY}X  ${COMMAND_KEY}V`,
    title: 'Copy, cut, paste',
    group: 'Edit',
    matches: () => false,
    run: () => {},
  },
  { keys: `${COMMAND_KEY}D`, title: 'Duplicate', group: 'Edit', matches: command('d'), run: duplicateSelected },
  { keys: `${COMMAND_KEY}A`, title: 'Select all', group: 'Edit', matches: command('a'), run: selectAll },
  {
    keys: '⌫',
    title: 'Delete',
    group: 'Edit',
    matches: (event) => event.key === 'Backspace' || event.key === 'Delete',
    run: removeSelected,
  },
  { keys: `${COMMAND_KEY}↵`, title: 'Deploy', group: 'Edit', matches: command('enter'), run: () => void deploy() },
  {
    keys: '+  −',
    title: 'Zoom',
    group: 'View',
    matches: (event) => sign('+')(event) || sign('=')(event),
    run: () => zoomCanvas('in'),
  },
  { keys: '', title: '', group: 'View', matches: sign('-'), run: () => zoomCanvas('out') },
  { keys: '0', title: 'Actual size', group: 'View', matches: sign('0'), run: () => zoomCanvas('actual') },
  { keys: '1', title: 'Show all', group: 'View', matches: sign('1'), run: () => fitCanvas() },
  {
    keys: '2',
    title: 'Zoom to the selection',
    group: 'View',
    matches: sign('2'),
    run: () => fitCanvas([...useSessionStore.getState().nodes]),
  },
  {
    keys: '[',
    title: 'Show or hide the palette',
    group: 'View',
    matches: sign('['),
    run: () => setPanels({ paletteOpen: !usePanelsStore.getState().paletteOpen }),
  },
  {
    keys: ']',
    title: 'Show or hide the inspector',
    group: 'View',
    matches: sign(']'),
    run: () => setPanels({ inspectorOpen: !usePanelsStore.getState().inspectorOpen }),
  },
  {
    keys: 'J',
    title: 'Show or hide the lower panel',
    group: 'View',
    matches: key('j'),
    run: () => setPanels({ bottomOpen: !usePanelsStore.getState().bottomOpen }),
  },
  { keys: 'F6  ⇧F6', title: 'Next part of the page, or the one before', group: 'View', matches: never, run: () => {} },
  { keys: '?', title: 'This sheet', group: 'View', matches: sign('?'), run: () => setPanels({ helpOpen: true }) },
]

/** Listens while a flow is shown, until the returned function is called. */
export function startShortcuts(): () => void {
  const clipboard = (take: (event: ClipboardEvent) => void) => (event: ClipboardEvent) => {
    if (!isTyping(event) && !hasTextSelected()) take(event)
  }
  const copy = clipboard(onCopy)
  const cut = clipboard(onCut)
  const paste = (event: ClipboardEvent) => {
    if (!isTyping(event)) onPaste(event)
  }
  addEventListener('keydown', onKey)
  addEventListener('copy', copy)
  addEventListener('cut', cut)
  addEventListener('paste', paste)
  return () => {
    removeEventListener('keydown', onKey)
    removeEventListener('copy', copy)
    removeEventListener('cut', cut)
    removeEventListener('paste', paste)
  }
}

function onKey(event: KeyboardEvent): void {
  if (event.key === 'F6' && !plainless(event) && !isInOverlay(event)) {
    event.preventDefault()
    return goToArea(event.shiftKey ? -1 : 1)
  }
  if (event.defaultPrevented || isTyping(event)) return
  if (event.key.startsWith('Arrow') && isOnCanvas(event)) return nudgeBy(event)
  const shortcut = SHORTCUTS.find(({ matches }) => matches(event))
  if (shortcut === undefined || event.key.startsWith('Arrow')) return
  event.preventDefault()
  shortcut.run(event)
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function nudgeBy(event: KeyboardEvent): void {
  const [dx, dy] = STEPS[event.key] ?? [0, 0]
  if (useSessionStore.getState().nodes.size === 0) return
  event.preventDefault()
  const far = GRID * (event.shiftKey ? 6 : 1)
  nudge(dx * far, dy * far)
}

/** Elsewhere the key presses what has the focus. */
function isOnNode({ target }: KeyboardEvent): boolean {
  return target === document.body || (target instanceof Element && target.matches('.react-flow__node'))
}

/** React Flow moves a focused node by itself. */
function isOnCanvas(event: KeyboardEvent): boolean {
  return event.target === document.body
}

function isTyping(event: Event): boolean {
  const { target } = event
  return (
    target instanceof HTMLElement
    && (target.isContentEditable
      || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      || isInOverlay(event))
  )
}

function isInOverlay({ target }: Event): boolean {
  return target instanceof Element && target.closest('[role=menu], dialog') !== null
}

function hasTextSelected(): boolean {
  return getSelection()?.isCollapsed === false
}

function addInMiddle(): void {
  const box = useCanvasStore.getState().element?.getBoundingClientRect()
  const { instance } = useCanvasStore.getState()
  const centre = instance?.flowToScreenPosition(canvasCentre()) ?? { x: 200, y: 200 }
  openQuickAdd({ at: { x: centre.x - 180, y: (box?.top ?? 0) + 100 }, node: 'beside', wire: null })
}

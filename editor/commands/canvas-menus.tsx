import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  CornerRightDown,
  Group,
  LayoutGrid,
  Maximize,
  Plus,
  Power,
  SquareDashed,
  Trash2,
  Waypoints,
} from 'lucide-react'
import { fitCanvas, toCanvas } from '../canvas/canvas-store.ts'
import { currentDocument } from '../document/document-store.ts'
import type { Point } from '../document/edit.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { currentFlow, useSessionStore } from '../session/session-store.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { toastError } from '../ui/toast-store.ts'
import { copyToClipboard, duplicateSelected, pasteFromClipboard } from './clipboard-commands.ts'
import { COMMAND_KEY } from './command-key.ts'
import { openInside } from './inside-commands.ts'
import { openMenu } from './menu-store.ts'
import { arrangeFlow, removeSelected, selectAll, selectAlong, toggleDisabled } from './node-commands.ts'
import { makeSubflowOfSelected } from './subflow-commands.ts'

const blocked = (what: string) => (error: unknown) =>
  toastError(`The browser did not let the editor ${what} the clipboard.`, error)

export function openCanvasMenu(at: Point): void {
  if (useSessionStore.getState().nodes.size > 0) return openNodeMenu(at)
  openMenu({
    at,
    label: 'Canvas',
    items: [
      {
        kind: 'action',
        label: 'Add a node…',
        icon: <Plus size={15} />,
        keys: 'A',
        run: () => openQuickAdd({ at, node: 'there', wire: null }),
      },
      {
        kind: 'action',
        label: 'Paste',
        icon: <ClipboardPaste size={15} />,
        keys: `${COMMAND_KEY}V`,
        run: () => void pasteFromClipboard(toCanvas(at)).catch(blocked('read')),
      },
      { kind: 'line' },
      {
        kind: 'action',
        label: 'Select all',
        icon: <SquareDashed size={15} />,
        keys: `${COMMAND_KEY}A`,
        run: selectAll,
      },
      { kind: 'action', label: 'Arrange', icon: <LayoutGrid size={15} />, keys: '⇧A', run: arrangeFlow },
      { kind: 'action', label: 'Show all', icon: <Maximize size={15} />, keys: '1', run: () => fitCanvas() },
    ],
  })
}

export function openNodeMenu(at: Point): void {
  const nodes = currentDocument().flows[currentFlow()]?.nodes ?? {}
  const chosen = [...useSessionStore.getState().nodes]
  const disabled = chosen.every((id) => nodes[id]?.disabled === true)
  const [only] = chosen
  const isFlow = chosen.length === 1 && only !== undefined && 'flow' in (nodes[only] ?? {})
  const inside: readonly MenuItem[] = !isFlow ? [] : [
    {
      kind: 'action',
      label: 'Open the inside',
      icon: <CornerRightDown size={15} />,
      keys: '↵',
      run: () => openInside(only),
    },
    { kind: 'line' },
  ]
  openMenu({
    at,
    label: chosen.length === 1 ? 'Node' : `${chosen.length} nodes`,
    items: [
      ...inside,
      {
        kind: 'action',
        label: 'Copy',
        icon: <Copy size={15} />,
        keys: `${COMMAND_KEY}C`,
        run: () => void copyToClipboard().catch(blocked('write to')),
      },
      {
        kind: 'action',
        label: 'Duplicate',
        icon: <CopyPlus size={15} />,
        keys: `${COMMAND_KEY}D`,
        run: duplicateSelected,
      },
      { kind: 'line' },
      {
        kind: 'action',
        label: 'Select what follows',
        icon: <Waypoints size={15} />,
        run: () => selectAlong('downstream'),
      },
      {
        kind: 'action',
        label: 'Select what leads here',
        icon: <Waypoints size={15} style={{ scale: '-1 1' }} />,
        run: () => selectAlong('upstream'),
      },
      {
        kind: 'action',
        label: 'Zoom to selection',
        icon: <Maximize size={15} />,
        keys: '2',
        run: () => fitCanvas(chosen),
      },
      { kind: 'line' },
      {
        kind: 'action',
        label: 'Make a subflow',
        icon: <Group size={15} />,
        keys: 'G',
        run: makeSubflowOfSelected,
      },
      {
        kind: 'action',
        label: disabled ? 'Enable' : 'Disable',
        icon: <Power size={15} />,
        keys: 'E',
        run: toggleDisabled,
      },
      { kind: 'action', label: 'Delete', icon: <Trash2 size={15} />, keys: '⌫', danger: true, run: removeSelected },
    ],
  })
}

export function openWireMenu(at: Point): void {
  openMenu({
    at,
    label: 'Wire',
    items: [
      { kind: 'action', label: 'Disconnect', icon: <Trash2 size={15} />, keys: '⌫', danger: true, run: removeSelected },
    ],
  })
}

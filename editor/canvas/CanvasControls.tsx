import { Panel, useStore } from '@xyflow/react'
import { CircleQuestionMark, LayoutGrid, Maximize, Minus, Plus } from 'lucide-react'
import { arrangeFlow } from '../commands/node-commands.ts'
import { setPanels } from '../session/panels-store.ts'
import { IconButton } from '../ui/Button.tsx'
import css from './CanvasControls.module.css'
import { fitCanvas, zoomCanvas } from './canvas-store.ts'

export function CanvasControls() {
  const zoom = useStore((state) => Math.round(state.transform[2] * 100))
  return (
    <Panel position="bottom-left" className={css.panel as string}>
      <IconButton label="Zoom out" keys="−" size="small" onClick={() => zoomCanvas('out')}>
        <Minus size={15} />
      </IconButton>
      <button
        type="button"
        className={css.zoom}
        data-tip="Actual size"
        data-tip-keys="0"
        onClick={() => zoomCanvas('actual')}
      >
        {zoom} %
      </button>
      <IconButton label="Zoom in" keys="+" size="small" onClick={() => zoomCanvas('in')}>
        <Plus size={15} />
      </IconButton>
      <span className={css.line} />
      <IconButton label="Show all" keys="1" size="small" onClick={() => fitCanvas()}>
        <Maximize size={14} />
      </IconButton>
      <IconButton label="Arrange" keys="⇧A" size="small" onClick={arrangeFlow}>
        <LayoutGrid size={14} />
      </IconButton>
      <span className={css.line} />
      <IconButton label="Keyboard shortcuts" keys="?" size="small" onClick={() => setPanels({ helpOpen: true })}>
        <CircleQuestionMark size={15} />
      </IconButton>
    </Panel>
  )
}

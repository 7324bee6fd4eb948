import { Globe, MousePointerClick, Plus, Timer } from 'lucide-react'
import { addNodeNamed } from '../commands/node-commands.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { Button } from '../ui/Button.tsx'
import { useCanvasStore } from './canvas-store.ts'
import css from './CanvasHint.module.css'

/** An empty canvas says how to begin. */
export function CanvasHint() {
  return (
    <div className={css.hint}>
      <h2>Where do events come from?</h2>
      <p>A flow begins with a trigger. Take one, then draw wires from its dot on the right.</p>
      <div className={css.actions}>
        <Button icon={<Globe size={15} />} onClick={() => addNodeNamed('trigger:http')}>
          HTTP request
        </Button>
        <Button icon={<MousePointerClick size={15} />} onClick={() => addNodeNamed('trigger:manual')}>
          Button
        </Button>
        <Button icon={<Timer size={15} />} onClick={() => addNodeNamed('trigger:interval')}>
          Interval
        </Button>
        <Button icon={<Plus size={15} />} look="plain" onClick={openInMiddle}>
          Something else
        </Button>
      </div>
      <p className={css.small}>
        Or double-click anywhere, drag a node from the left, or drop a <code>.wasm</code> file.
      </p>
    </div>
  )
}

function openInMiddle(): void {
  const box = useCanvasStore.getState().element?.getBoundingClientRect()
  openQuickAdd({ at: { x: (box?.left ?? 0) + (box?.width ?? 0) / 2 - 180, y: (box?.top ?? 0) + 120 }, node: 'beside', wire: null })
}

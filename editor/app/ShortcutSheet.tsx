import { SHORTCUTS } from '../commands/shortcuts.ts'
import { setPanels, usePanelsStore } from '../session/panels-store.ts'
import { Dialog } from '../ui/Dialog.tsx'
import css from './ShortcutSheet.module.css'

const GESTURES = [
  ['Double-click', 'Add a node there'],
  ['Drag a dot', 'Draw a wire; let go over nothing to add a node'],
  ['Drag a wire’s end', 'Put it elsewhere, or let go to disconnect'],
  ['Drag the canvas', 'Select what lies within'],
  ['Scroll, Space + drag', 'Move the canvas'],
  ['Ctrl + scroll, pinch', 'Zoom'],
] as const

export function ShortcutSheet() {
  const open = usePanelsStore((state) => state.helpOpen)
  if (!open) return null
  return (
    <Dialog title="Keyboard and mouse" onClose={() => setPanels({ helpOpen: false })} wide>
      <div className={css.columns}>
        {(['Edit', 'Canvas', 'View'] as const).map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className={css.list}>
              {SHORTCUTS.filter((each) => each.group === group && each.keys !== '').map(({ keys, title }) => (
                <div key={title}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{title}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Mouse</h3>
          <dl className={css.list}>
            {GESTURES.map(([keys, title]) => (
              <div key={keys}>
                <dt>{keys}</dt>
                <dd>{title}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}

import { useDocumentStore } from '../document/document-store.ts'
import { useDraftStore } from '../document/draft-store.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import css from './ConflictDialog.module.css'
import { importDirective } from './import-file.ts'
import { keepMine, takeTheirs } from './open-app.ts'

/** Two editors changed the same application: the person says whose version stays. */
export function ConflictDialog() {
  const save = useDraftStore((state) => state.save)
  const document = useDocumentStore((state) => state.open?.document)
  if (save.kind !== 'conflict' || document === undefined) return null
  return (
    <Dialog title="This application was changed elsewhere" onClose={null}>
      <p className={css.text}>
        Another window saved it while you had changes of your own. Theirs has {countNodes(save.theirs)}, yours{' '}
        {countNodes(document)}.
      </p>
      <DialogActions>
        <Button look="danger" onClick={takeTheirs}>
          Discard mine
        </Button>
        <Button
          onClick={() =>
            void importDirective(document).then((done) => {
              if (done) takeTheirs()
            })
          }
        >
          Keep mine as a copy
        </Button>
        <Button look="accent" onClick={keepMine}>
          Replace theirs
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function countNodes({ flows }: { readonly flows: Readonly<Record<string, { readonly nodes: object }>> }): string {
  const count = Object.values(flows).reduce((sum, { nodes }) => sum + Object.keys(nodes).length, 0)
  return count === 1 ? '1 node' : `${count} nodes`
}

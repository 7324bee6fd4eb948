import { stopDeployment } from '../runs/deployment-store.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'

interface StopDialogProps {
  readonly app: string
  readonly onClose: () => void
}

/** Asks before an application is taken off its routes. */
export function StopDialog({ app, onClose }: StopDialogProps) {
  return (
    <Dialog title="Stop the application?" onClose={onClose}>
      <p>
        Its addresses no longer answer and its intervals no longer fire. Drafts, deployments and runs stay as they are; any
        deployment can be made live again.
      </p>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="danger"
          autoFocus
          onClick={() => {
            onClose()
            void stopDeployment(app)
          }}
        >
          Stop it
        </Button>
      </DialogActions>
    </Dialog>
  )
}

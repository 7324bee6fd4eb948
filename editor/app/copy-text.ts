import { toast, toastError } from '../ui/toast-store.ts'

/** `what` begins the sentence that says so: `The address`. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast({ kind: 'good', text: `${what} is on the clipboard.` })
  } catch (error) {
    toastError('The browser did not let the editor write to the clipboard.', error)
  }
}

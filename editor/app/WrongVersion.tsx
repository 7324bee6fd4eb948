import { RefreshCw } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { Logo } from './Logo.tsx'
import css from './WrongVersion.module.css'

/** This page and the runtime do not understand each other any more. */
export function WrongVersion({ message }: { readonly message: string }) {
  return (
    <main className={css.page}>
      <Logo size={40} />
      <h1>This editor is of another version than the runtime</h1>
      <p>{message}</p>
      <p>
        Loading the page again gets the editor that belongs to it. What you drew is safe: unsaved changes are kept in
        this browser.
      </p>
      <Button look="accent" icon={<RefreshCw size={15} />} onClick={() => location.reload()}>
        Load again
      </Button>
    </main>
  )
}

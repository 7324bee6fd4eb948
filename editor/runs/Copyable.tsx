import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../ui/Button.tsx'
import { toastError } from '../ui/toast-store.ts'
import css from './Copyable.module.css'

const SHOWN_MS = 1500

/** A line of code with a button that copies it. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    navigator.clipboard.writeText(text)
      .then(() => setCopied(true), (error: unknown) => toastError('It could not be copied.', error))
  }
  return (
    <div className={css.line}>
      <code className={css.code}>{text}</code>
      <IconButton label={copied ? 'Copied' : label} size="small" onClick={copy}>
        {copied ? <Check size={14} /> : <Copy size={14} />}
      </IconButton>
    </div>
  )
}

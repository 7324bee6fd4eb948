import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import css from './FileDrop.module.css'
import { importFiles } from './import-file.ts'

/** Takes files that are dropped anywhere on the window, unless what they are dropped on wants them itself. */
export function FileDrop() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      const takesItself = event.target instanceof Element && event.target.closest('[data-file-drop]') !== null
      setOver(!takesItself)
      if (!takesItself) event.preventDefault()
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      void importFiles([...(event.dataTransfer?.files ?? [])])
    }
    addEventListener('dragenter', enter)
    addEventListener('dragover', enter)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragover', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [])
  if (!over) return null
  return (
    <div className={css.over}>
      <div className={css.card}>
        <FileDown size={28} aria-hidden />
        <h2>Drop to import</h2>
        <p>
          A <code>.wasm</code> component becomes nodes in your library. An application file opens as an application.
        </p>
      </div>
    </div>
  )
}

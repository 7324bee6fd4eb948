import { FileUp, LoaderCircle, X } from 'lucide-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { Button, IconButton } from '../ui/Button.tsx'
import { sizeText } from '../values/view-kind.ts'
import { type SampleFile, uploadFile } from './blob-files.ts'
import css from './FileBody.module.css'
import { FilePreview } from './FilePreview.tsx'

interface FileBodyProps {
  readonly file: SampleFile | undefined
  readonly onChange: (file: SampleFile | undefined) => void
}

type Upload =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending'; readonly name: string }
  | { readonly kind: 'failed'; readonly message: string }

/** The bytes of a body, as a file that is dropped or picked. */
export function FileBody({ file, onChange }: FileBodyProps) {
  const [upload, setUpload] = useState<Upload>({ kind: 'none' })
  const [over, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const id = useId()

  const take = async (given: File | undefined) => {
    if (given === undefined) return
    setUpload({ kind: 'sending', name: given.name })
    try {
      onChange(await uploadFile(given))
      setUpload({ kind: 'none' })
    } catch (error) {
      setUpload({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault() // so that the window does not take it into the library
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  return (
    <div
      className={css.zone} data-over={over} data-filled={file !== undefined} data-file-drop role="group"
      aria-label="Body file"
      onDragEnter={onDrag} onDragOver={onDrag} onDragLeave={() => setOver(false)} onDrop={onDrop}
    >
      <input
        ref={picker} id={id} type="file" className="visually-hidden" tabIndex={-1} aria-label="Choose the body file"
        onChange={(event) => { void take(event.target.files?.[0]); event.target.value = '' }}
      />
      {upload.kind === 'sending' ? (
        <p className={css.line} role="status">
          <LoaderCircle size={16} className={css.turning} aria-hidden /> Storing {upload.name}…
        </p>
      ) : file === undefined ? (
        <>
          <FileUp size={20} className={css.icon} aria-hidden />
          <p>Drop a file here: its bytes are the body.</p>
          <Button size="small" onClick={() => picker.current?.click()}>Choose a file…</Button>
        </>
      ) : (
        <>
          <FilePreview key={file.digest} file={file} />
          <div className={css.about}>
            <p className={css.fileName} title={file.name}>{file.name}</p>
            <p className={css.detail}>{file.mediaType} · {sizeText(file.size)}</p>
            <div className={css.actions}>
              <Button size="small" onClick={() => picker.current?.click()}>Replace…</Button>
              <IconButton label="Remove the file" size="small" onClick={() => onChange(undefined)}>
                <X size={14} />
              </IconButton>
            </div>
          </div>
        </>
      )}
      {upload.kind === 'failed' && <p className={css.failed} role="alert">The file was not stored. {upload.message}</p>}
    </div>
  )
}

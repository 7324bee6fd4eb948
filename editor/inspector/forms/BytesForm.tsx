import { FileUp, X } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import type { WitType } from '../../../shared/wit/types.ts'
import { IconButton } from '../../ui/Button.tsx'
import { ValueChip } from '../../values/ValueChip.tsx'
import { toast } from '../../ui/toast-store.ts'
import css from './BytesForm.module.css'
import type { FormProps } from './ValueForm.tsx'

/** A literal stands in the directive itself: larger files belong to samples or to a request. */
const MAX_BYTES = 256 * 1024

export function BytesForm({ type, json, onChange, onDone, label }: FormProps<WitType>) {
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const isSet = typeof json === 'string' && json !== ''
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > MAX_BYTES) {
      toast({
        kind: 'bad',
        text: `${file.name} is too large to be kept with the flow.`,
        detail: 'A value set here may have 256 KiB. Send larger files with a request, and try them as a sample.',
      })
      return
    }
    onChange(await base64Of(file))
    onDone()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <div
      className={css.box}
      data-over={over}
      data-file-drop
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {isSet && <ValueChip value={{ json, whole: true, bytes: json.length }} type={type} />}
      <button type="button" className={css.pick} onClick={() => picker.current?.click()}>
        <FileUp size={14} aria-hidden /> {isSet ? 'Replace' : 'Drop a file or choose one'}
      </button>
      {isSet && (
        <IconButton label="Remove the file" size="small" onClick={() => onChange('')}>
          <X size={13} />
        </IconButton>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={label}
        accept={type.kind === 'known' ? 'image/*' : undefined}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </div>
  )
}

function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

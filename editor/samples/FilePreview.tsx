import { toBase64 } from '../../shared/wit/base64.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { ValueView } from '../values/ValueView.tsx'
import { type SampleFile, useSampleFile } from './blob-files.ts'
import css from './FileBody.module.css'
import { isPicture, isText } from './media-type.ts'

const BYTES: PortType = { kind: 'list', item: { kind: 'u8' } }
const SHOWN_TEXT_BYTES = 4096
const SHOWN_BYTES = 192

/** A stored file: the picture, the beginning of the text, or the first bytes. Its box is there before the file. */
export function FilePreview({ file }: { readonly file: SampleFile }) {
  const loaded = useSampleFile(file)
  return (
    <div className={css.preview}>
      {loaded.kind === 'failed' && <p className={css.detail}>{loaded.message}</p>}
      {loaded.kind === 'loaded' && <Loaded file={file} bytes={loaded.bytes} url={loaded.url} />}
    </div>
  )
}

interface LoadedProps {
  readonly file: SampleFile
  readonly bytes: Uint8Array
  readonly url: string
}

function Loaded({ file: { name, mediaType, size }, bytes, url }: LoadedProps) {
  if (isPicture(mediaType)) return <img className={css.picture} src={url} alt={name} />
  if (isText(mediaType)) {
    return <pre className={css.beginning}>{new TextDecoder().decode(bytes.subarray(0, SHOWN_TEXT_BYTES))}</pre>
  }
  return <ValueView type={BYTES} value={{ json: toBase64(bytes.subarray(0, SHOWN_BYTES)), whole: true, bytes: size }} />
}

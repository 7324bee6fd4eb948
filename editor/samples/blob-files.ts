import { useEffect, useState } from 'react'
import type { Sample } from '../../shared/directive/schema.ts'
import { runtime } from '../rpc/runtime.ts'

export type SampleFile = NonNullable<Sample['files']>[string]

/** Stores a file with the runtime, where it is known by its digest. */
export async function uploadFile(file: File): Promise<SampleFile> {
  const { digest, size } = await runtime().http.postBlob(file)
  const mediaType = file.type === '' ? 'application/octet-stream' : file.type
  return { digest, name: file.name.slice(0, 200), mediaType, size }
}

export type LoadedFile =
  | { readonly kind: 'loading' }
  /** `url` is good while the component that asked is mounted. */
  | { readonly kind: 'loaded'; readonly bytes: Uint8Array<ArrayBuffer>; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string }

const LOADING: LoadedFile = { kind: 'loading' }

export function useSampleFile({ digest, mediaType }: SampleFile): LoadedFile {
  const [loaded, setLoaded] = useState<LoadedFile>(LOADING)
  useEffect(() => {
    let url: string | null = null
    let gone = false
    runtime().http.fetchBytes(`/api/blobs/${digest}`).then((bytes) => {
      if (gone) return
      url = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
      setLoaded({ kind: 'loaded', bytes, url })
    }, (error: unknown) => {
      if (!gone) setLoaded({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    })
    return () => {
      gone = true
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [digest, mediaType])
  return loaded
}

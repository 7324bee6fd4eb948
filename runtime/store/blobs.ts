import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from './write-whole.ts'

/** Files of samples, by the digest of their content. Written once, never changed. */
export interface Blobs {
  /** Rejects with `ProblemError` when the disk is full or fails. */
  put(bytes: Uint8Array): Promise<{ readonly digest: string; readonly size: number }>
  get(digest: string): Promise<Uint8Array | null>
}

export function openBlobs(dir: string): Blobs {
  const pathOf = (digest: string) => join(dir, digest.slice('sha256:'.length))
  return {
    async put(bytes) {
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
      const path = pathOf(digest)
      if (!(await exists(path))) await writeWhole(path, bytes)
      return { digest, size: bytes.length }
    },
    async get(digest) {
      const path = pathOf(digest)
      return (await exists(path)) ? readFile(path) : null
    },
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false)
}

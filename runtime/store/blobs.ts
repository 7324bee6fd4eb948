import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Files of samples, by the digest of their content. Written once, never changed. */
export interface Blobs {
  put(bytes: Uint8Array): Promise<{ readonly digest: string; readonly size: number }>
  get(digest: string): Promise<Uint8Array | null>
}

export function openBlobs(dir: string): Blobs {
  const pathOf = (digest: string) => join(dir, digest.slice('sha256:'.length))
  return {
    async put(bytes) {
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
      const path = pathOf(digest)
      if (!(await exists(path))) {
        await mkdir(dir, { recursive: true })
        const partial = `${path}.${process.pid}.${performance.now()}`
        const file = await open(partial, 'wx')
        await file.writeFile(bytes)
        await file.sync()
        await file.close()
        await rename(partial, path)
      }
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

import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { faultError, faultOf } from './fault.ts'

/**
 * Writes a file that is either there as a whole or not at all, whatever happens meanwhile. Rejects with `ProblemError`
 * when the disk is full or fails.
 */
export async function writeWhole(file: string, content: Uint8Array | string, mode = 0o666): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(unfinished, content, { flush: true, mode })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw faultError(dirname(file), faultOf(error))
  }
}

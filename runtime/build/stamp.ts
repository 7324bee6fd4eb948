import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** A digest of what a build is made from: the names and contents of files and folders. Tests do not count. */
export function inputsDigest(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256')
  hash.update(process.version)
  for (const file of inputs.flatMap((input) => filesOf(join(root, input))).sort()) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

export function readStamp(file: string): string | null {
  return readWhenThere(file)?.toString() ?? null
}

export function writeStamp(file: string, digest: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, digest)
}

function filesOf(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (stat.isFile()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function readWhenThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ProblemError, problem } from '../../shared/directive/problem.ts'
import { Digest } from '../../shared/directive/schema.ts'
import { digestOf } from '../admission/admit.ts'
import type { Admission } from '../admission/admit.ts'

/** The packages that ship, as `nodes-library/packages/index.json` lists them. */
export interface BuiltIn {
  readonly digest: string
  readonly name: string
  readonly path: string
  readonly sizeBytes: number
}

export interface Progress {
  readonly done: number
  readonly total: number
  /** What has been admitted just now. */
  readonly name: string
}

const IndexSchema = z.object({
  packages: z.array(z.object({ name: z.string(), file: z.string().regex(/^[a-z0-9-]+\.wasm$/), digest: Digest, size: z.int() })),
})

export async function readBuiltIn(dir: string): Promise<readonly BuiltIn[]> {
  const index = IndexSchema.parse(JSON.parse(await readFile(join(dir, 'index.json'), 'utf8')))
  return index.packages.map(({ name, file, digest, size }) => ({ digest, name, path: join(dir, file), sizeBytes: size }))
}

/** @throws ProblemError when the file is not the one that the index pins. */
export async function readBuiltInBytes({ path, digest }: BuiltIn): Promise<Uint8Array> {
  const bytes = await readFile(path)
  if (digestOf(bytes) === digest) return bytes
  const mend = 'Get the file again from the repository, or run `npm run build:nodes`.'
  throw new ProblemError([problem('digest-mismatch', {}, `${path} is not the package that index.json names.`, mend)])
}

/** Fills a cache with the packages that ship, so that the first start need not (`npm start` does it when it builds). */
export async function prebuildPackages(dir: string, admission: Admission, onProgress: (progress: Progress) => void): Promise<void> {
  const builtIn = await readBuiltIn(dir)
  let done = 0
  await Promise.all(
    builtIn.map(async (each) => {
      if ((await admission.cached(each.digest)) === null) await admission.admit(await readBuiltInBytes(each))
      done += 1
      onProgress({ done, total: builtIn.length, name: each.name })
    }),
  )
}

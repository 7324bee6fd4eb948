import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readDirective } from '../../shared/directive/read.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { GalleryExample } from '../../shared/protocol/messages.ts'
import type { Blobs } from '../store/blobs.ts'

/** The example flows that ship with Runnel, as data: a directive each, and the files of their samples. */
export interface Gallery {
  list(): Promise<readonly GalleryExample[]>
  /** The example with its samples' files in the blob store; null when there is none of that name. */
  take(id: string): Promise<Directive | null>
}

/** `dir` is `nodes-library`, with `examples/*.json` and `samples/`. */
export function openGallery(dir: string, blobs: Blobs): Gallery {
  const listed: Promise<readonly GalleryExample[]> = readExamples(join(dir, 'examples'))
  listed.catch(() => {}) // reported by whoever asks

  return {
    list: () => listed,
    async take(id) {
      const example = (await listed).find((one) => one.id === id)
      if (example === undefined) return null
      const wanted = digestsOfSamples(example.directive)
      if (wanted.size > 0) {
        for (const bytes of await filesIn(join(dir, 'samples'))) {
          if (wanted.has(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)) await blobs.put(bytes)
        }
      }
      return example.directive
    },
  }
}

async function readExamples(dir: string): Promise<readonly GalleryExample[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => {
      const read = readDirective(await readFile(join(dir, name), 'utf8'), name)
      // They are ours, and a test reads them all.
      if ('problems' in read) throw new Error(`the example ${name} cannot be read: ${read.problems[0]?.message}`)
      const { directive } = read
      return {
        id: name.replace(/\.json$/, ''),
        title: directive.label ?? directive.name,
        description: directive.note ?? '',
        directive,
      }
    }),
  )
}

function digestsOfSamples({ samples = {} }: Directive): ReadonlySet<string> {
  return new Set(
    Object.values(samples)
      .flat()
      .flatMap(({ files = {} }) => Object.values(files).map(({ digest }) => digest)),
  )
}

async function filesIn(dir: string): Promise<readonly Uint8Array[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  return Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(dir, entry.name))))
}

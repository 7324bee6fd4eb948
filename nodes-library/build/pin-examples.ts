import { readdir, readFile, writeFile } from 'node:fs/promises'
import { readIndex } from './package-index.ts'

const EXAMPLES = new URL('../examples/', import.meta.url)

/** Writes the digests of the built packages into the example directives, so that both are committed together. */
export async function pinExamples(): Promise<readonly string[]> {
  const digests = new Map((await readIndex()).map((entry) => [`${entry.name}@${entry.version}`, entry.digest]))
  const changed: string[] = []
  for (const file of (await readdir(EXAMPLES)).filter((name) => name.endsWith('.json'))) {
    const url = new URL(file, EXAMPLES)
    const text = await readFile(url, 'utf8')
    const pinned = text.replace(
      /("package": "([^"]+)", "digest": ")(sha256:[0-9a-f]{64})"/g,
      (_, before: string, name: string, digest: string) => `${before}${digests.get(name) ?? digest}"`,
    )
    if (pinned === text) continue
    await writeFile(url, pinned)
    changed.push(file)
  }
  return changed
}

// node nodes-library/build/build.ts [name…] [--check]
import { parseArgs } from 'node:util'
import { checkPackage } from './check.ts'
import { packageManifest, withManifest } from './manifest.ts'
import { indexEntry, writePackage } from './package-index.ts'
import { pinExamples } from './pin-examples.ts'
import { packageNames, readSource } from './source.ts'
import { toolchainOf } from './toolchain.ts'

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean', default: false } }, allowPositionals: true })
const known = await packageNames()
const unknown = positionals.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no package ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  process.exit(2)
}

for (const name of positionals.length > 0 ? positionals : known) {
  if (!values.check) {
    console.log(await buildPackage(name))
    continue
  }
  const verdict = await checkPackage(await readSource(name))
  console.log(`${name}: ${verdict.kind}, ${verdict.message}`)
  if (verdict.kind === 'differs') process.exitCode = 1
}

if (!values.check) {
  for (const file of await pinExamples()) console.log(`examples/${file} has the new digests`)
}

async function buildPackage(name: string): Promise<string> {
  const source = await readSource(name)
  const manifest = packageManifest(source)
  const toolchain = await toolchainOf(source)
  const compiler = await toolchain.compiler()
  if (compiler === null) throw new Error(`${name}: no compiler for ${source.authored.toolchain} is installed`)
  const bytes = withManifest(await toolchain.build(source), manifest)
  const entry = indexEntry(source, bytes, compiler)
  await writePackage(entry, bytes)
  return `${entry.file} ${entry.size} bytes ${entry.digest}`
}

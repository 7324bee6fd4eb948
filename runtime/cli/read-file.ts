import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { parse, YAMLParseError } from 'yaml'
import { type Application, unpackApplication } from '../../shared/directive/application-file.ts'
import { problem, ProblemError } from '../../shared/directive/problem.ts'
import { type DirectiveReading, readDirective, readDirectiveValue } from '../../shared/directive/read.ts'

/** Reads a directive (JSON or YAML) or an application file, told apart by content. Throws `ProblemError`. */
export async function readApplicationFile(file: string): Promise<Application> {
  const bytes = await contentOf(file)
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const unpacked = await unpackApplication(bytes)
    if ('problems' in unpacked) throw new ProblemError(unpacked.problems)
    return unpacked.application
  }
  const text = bytes.toString()
  const read = /^\.ya?ml$/.test(extname(file)) ? readYaml(text, file) : readDirective(text, file)
  if ('problems' in read) throw new ProblemError(read.problems)
  return { directive: read.directive, packages: new Map(), samples: new Map() }
}

function readYaml(text: string, file: string): DirectiveReading {
  try {
    return readDirectiveValue(parse(text, { maxAliasCount: 100 }))
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error
    const message = error.message.split('\n')[0]?.replace(/:$/, '')
    return {
      problems: [
        problem('bad-yaml', { pointer: '' }, `${file} is not YAML: ${message}.`, 'Correct the text at this place.'),
      ],
    }
  }
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`
    throw new ProblemError([
      problem('no-file', {}, `The file ${file} ${why}.`, 'Give the path of a directive or an application file.'),
    ])
  }
}

import { readFile } from 'node:fs/promises'
import { CAPABILITIES } from '../../shared/capabilities/catalogue.ts'
import { listed } from '../../shared/directive/did-you-mean.ts'
import { OperatorPolicySchema, type OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import { problem, ProblemError } from '../../shared/directive/problem.ts'
import { z } from '../../shared/zod.ts'

/** Reads what an operator lays down. Throws `ProblemError`. */
export async function readPolicyFile(file: string): Promise<OperatorPolicy> {
  const refuse = (message: string, mend: string): ProblemError => new ProblemError([problem('bad-policy', {}, message, mend)])
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw refuse(`The policy ${file} cannot be read: ${(error as Error).message}.`, 'Give --policy the path of a JSON file.')
  }
  const read = OperatorPolicySchema.safeParse(json)
  if (!read.success) throw refuse(`${file} is no policy: ${z.prettifyError(read.error)}`, 'See docs/isolation.md.')
  const unknown = (read.data.deny ?? []).filter((name) => !CAPABILITIES.has(name))
  if (unknown.length > 0)
    throw refuse(`${file} denies ${listed(unknown)}, which is no capability.`, `The capabilities are ${listed([...CAPABILITIES.keys()])}.`)
  return read.data
}

import { pointerOf } from '../../shared/directive/pointer.ts'
import { problem, type Problem } from '../../shared/directive/problem.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { readJson } from '../../shared/json/read-json.ts'
import { environmentName } from '../../shared/resolve/config.ts'
import { ConversionError } from '../../shared/wit/conversion-error.ts'
import { fromJson } from '../../shared/wit/json-form.ts'
import { canBeNull } from '../../shared/wit/json-write.ts'
import { parseType } from '../../shared/wit/parse.ts'
import { describeType } from '../../shared/wit/sample-value.ts'
import type { WitType } from '../../shared/wit/types.ts'
import { WitSyntaxError } from '../../shared/wit/wit-tokens.ts'

/** The text that whoever started the runtime gave for a variable, whichever application declares it. */
export type ConfigValues = (name: string) => string | undefined

/** What stands on the command line comes before the environment. */
export function configValues(given: ReadonlyMap<string, string>, environment: NodeJS.ProcessEnv): ConfigValues {
  return (name) => given.get(name) ?? environment[environmentName(name)]
}

/**
 * The directive that a runner executes: its variables with the values of this runtime in the place of their defaults.
 * Secrets are no business of a runner's and stay out.
 */
export function withConfigValues(
  directive: Directive, values: ConfigValues,
): { readonly directive: Directive; readonly problems: readonly Problem[] } {
  if (directive.config === undefined) return { directive, problems: [] }
  const problems: Problem[] = []
  const config: NonNullable<Directive['config']> = {}
  for (const [name, declared] of Object.entries(directive.config)) {
    const text = declared.secret === true ? undefined : values(name)
    const type = typeOf(declared.type)
    config[name] = declared
    if (text !== undefined && type !== null) {
      const json = jsonOf(text, type)
      const flaw = json === undefined ? 'it is no JSON' : flawOf(json, type)
      if (flaw === null) config[name] = { ...declared, default: json as Json }
      else problems.push(misfit(name, flaw, type))
    } else if (declared.default === undefined && declared.secret !== true) {
      problems.push(problem(
        'no-config-value', { pointer: pointerOf('config', name) }, `The variable ${name} has no value.`,
        `Give it a default, or start the runtime with --config ${name}=… or ${environmentName(name)}.`,
      ))
    }
  }
  return { directive: { ...directive, config }, problems }
}

/** What is text stands as it is, everything else in the JSON form of its type. Undefined for text that is no JSON. */
function jsonOf(text: string, type: WitType): Json | undefined {
  switch (type.kind) {
    case 'string': case 'char': case 'enum': case 's64': case 'u64':
      return text
    case 'known':
      if (type.name !== 'json') return text
      break
    case 'list':
      if (type.item.kind === 'u8') return text
      break
    case 'option': {
      if (text === '') return null
      const some = jsonOf(text, type.some)
      return some === undefined || !canBeNull(type.some) ? some : { some }
    }
  }
  const read = readJson(text)
  return read.ok ? read.json : undefined
}

function flawOf(json: Json, type: WitType): string | null {
  try {
    fromJson(json, type)
    return null
  } catch (error) {
    if (error instanceof ConversionError) return error.message
    throw error
  }
}

/** Null for a type that cannot be read, which the resolver says. */
function typeOf(text: string): WitType | null {
  try {
    return parseType(text)
  } catch (error) {
    if (error instanceof WitSyntaxError) return null
    throw error
  }
}

function misfit(name: string, flaw: string, type: WitType): Problem {
  return problem(
    'bad-value', { pointer: pointerOf('config', name) },
    `The value given for the variable ${name} does not fit: ${flaw}.`, `Give ${describeType(type)}.`,
  )
}

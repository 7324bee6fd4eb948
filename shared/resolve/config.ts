import { pointerOf } from '../directive/pointer.ts'
import { problem, warning } from '../directive/problem.ts'
import type { Directive } from '../directive/schema.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { fromJson } from '../wit/json-form.ts'
import { parseType } from '../wit/parse.ts'
import type { WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { WitSyntaxError } from '../wit/wit-tokens.ts'
import type { Report } from './report.ts'

/** A declared variable; null when its declaration is wrong, which has been said there. */
export type ConfigVariable = {
  readonly type: WitType
  /** Of no node's business but the host's: it is never an input. */
  readonly secret: boolean
  /** Null where only a deployment gives one. */
  readonly given: { readonly value: Value } | null
} | null

/** The variable of the environment that gives a deployment its value. */
export function environmentName(name: string): string {
  return `RUNNEL_CONFIG_${name.toUpperCase().replaceAll('-', '_')}`
}

/** Reads the declarations. A value that the runtime is given for a variable takes the place of its default before. */
export function resolveConfig(config: Directive['config'], report: Report): ReadonlyMap<string, ConfigVariable> {
  return new Map(Object.entries(config ?? {}).map(([name, declared]) => [name, variableOf(name, declared, report)]))
}

function variableOf(name: string, declared: NonNullable<Directive['config']>[string], report: Report): ConfigVariable {
  const type = typeOf(name, declared.type, report)
  if (type === null) return null
  const place = { pointer: pointerOf('config', name, 'default') }
  if (declared.secret === true) {
    if (declared.default !== undefined) {
      report(problem(
        'secret-default', place, `The secret ${name} has a default, which stands in the directive for all to read.`,
        'Take the default out.',
      ))
    }
    return { type, secret: true, given: null }
  }
  if (declared.default === undefined) {
    report(warning(
      'no-default', { pointer: pointerOf('config', name) },
      `The variable ${name} has no default: what it is bound to is left out of previews.`,
      `Give it a default, or a value when the runtime starts: --config ${name}=… or ${environmentName(name)}.`,
    ))
    return { type, secret: false, given: null }
  }
  try {
    return { type, secret: false, given: { value: fromJson(declared.default, type) } }
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    report(problem(
      'bad-value',
      place,
      `The default of ${name} does not fit: ${error.message}.`,
      'Correct the default or the type.',
    ))
    return null
  }
}

function typeOf(name: string, text: string, report: Report): WitType | null {
  try {
    return parseType(text)
  } catch (error) {
    if (!(error instanceof WitSyntaxError)) throw error
    const message = `The type of the variable ${name} cannot be read: ${error.message}.`
    report(problem(
      'bad-type',
      { pointer: pointerOf('config', name, 'type') },
      message,
      'Write a WIT type such as string or list<u32>.',
    ))
    return null
  }
}

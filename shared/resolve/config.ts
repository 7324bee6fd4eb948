import { pointerOf } from '../directive/pointer.ts'
import { problem } from '../directive/problem.ts'
import type { Directive } from '../directive/schema.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { fromJson } from '../wit/json-form.ts'
import { parseType } from '../wit/parse.ts'
import type { WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { WitSyntaxError } from '../wit/wit-tokens.ts'
import { unsupported, type Report } from './report.ts'

/** A declared variable; null when it cannot be used, which has been said at its declaration. */
export type ConfigVariable = { readonly type: WitType; readonly value: Value } | null

/** Reads the declarations. Until a deployment can give values, a variable has its default. */
export function resolveConfig(config: Directive['config'], report: Report): ReadonlyMap<string, ConfigVariable> {
  return new Map(Object.entries(config ?? {}).map(([name, declared]) => [name, variableOf(name, declared, report)]))
}

function variableOf(name: string, declared: NonNullable<Directive['config']>[string], report: Report): ConfigVariable {
  const place = (member: string) => ({ pointer: pointerOf('config', name, member) })
  if (declared.secret === true) {
    report(unsupported(
      place('secret'),
      `The variable ${name} is a secret, and secrets are not supported yet.`,
      'Take the variable out.',
    ))
    return null
  }
  const type = typeOf(name, declared.type, report)
  if (type === null) return null
  if (declared.default === undefined) {
    const message = `The variable ${name} has no default, and other values are not supported yet.`
    report(unsupported({ pointer: pointerOf('config', name) }, message, 'Give it a default.'))
    return null
  }
  try {
    return { type, value: fromJson(declared.default, type) }
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    report(problem(
      'bad-value',
      place('default'),
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

import { z } from '../zod.ts'
import { alternatives } from '../directive/schema-members.ts'

/** One member of a node's or a grant's `with`, as a form shows it. */
export interface SettingField {
  readonly name: string
  readonly title: string
  readonly help: string
  readonly required: boolean
  /** The heading of members that stand together, out of sight until somebody looks for them. */
  readonly group: string | null
  readonly control: SettingControl
}

export type SettingControl =
  | { readonly kind: 'text'; readonly example: string }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  /**
   * `withType`: instead of a choice, `{ "wit": "…" }` with a type that somebody writes. `fallback`: the choice that counts
   * where the setting is left out; null where that is a state of its own.
   */
  | {
      readonly kind: 'choice'
      readonly choices: readonly string[]
      readonly withType: boolean
      readonly fallback: string | null
    }
  /** Off where the setting is left out. */
  | { readonly kind: 'check' }
  /** A list of names. */
  | { readonly kind: 'texts' }
  /** Any of a few; all where the setting is left out. */
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  /** Texts by a key that somebody types. */
  | { readonly kind: 'entries' }
  /** A list of objects: their members. */
  | { readonly kind: 'rows'; readonly fields: readonly SettingField[] }
  | { readonly kind: 'json' }

/** The form for the settings of a node or a grant, in order. */
export function settingFields({ settings }: { readonly settings: z.ZodObject }): readonly SettingField[] {
  return Object.entries(settings.shape as Readonly<Record<string, z.ZodType>>).map(([name, schema]) => {
    const { title = name, description = '', examples = [], group = null, default: fallback = null } = schema.meta() ?? {}
    const example = String((examples as readonly unknown[])[0] ?? '')
    return {
      name,
      title,
      help: description,
      required: !(schema instanceof z.ZodOptional),
      group: group as string | null,
      control: controlOf(schema, example, fallback as string | null),
    }
  })
}

function controlOf(schema: z.ZodType, example: string, fallback: string | null): SettingControl {
  const options = alternatives(schema)
  const choice = options.find((option) => option instanceof z.ZodEnum)
  if (choice !== undefined) {
    return {
      kind: 'choice',
      choices: choice.options.map(String),
      withType: options.some((option) => option instanceof z.ZodObject),
      fallback,
    }
  }
  const [only] = options
  if (options.length > 1 || only === undefined) return { kind: 'json' }
  if (only instanceof z.ZodString) return { kind: 'text', example }
  if (only instanceof z.ZodBoolean) return { kind: 'check' }
  if (only instanceof z.ZodNumber) {
    return { kind: 'number', min: only.minValue ?? -Infinity, max: only.maxValue ?? Infinity }
  }
  if (only instanceof z.ZodArray) return listOf(only)
  return only instanceof z.ZodRecord && only.valueType instanceof z.ZodString ? { kind: 'entries' } : { kind: 'json' }
}

function listOf({ element }: z.ZodArray): SettingControl {
  if (element instanceof z.ZodString) return { kind: 'texts' }
  if (element instanceof z.ZodEnum) return { kind: 'choices', choices: element.options.map(String) }
  return element instanceof z.ZodObject ? { kind: 'rows', fields: settingFields({ settings: element }) } : { kind: 'json' }
}

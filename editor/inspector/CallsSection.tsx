import type { Node } from '../../shared/directive/schema.ts'
import type { ResolvedNode } from '../../shared/resolve/types.ts'
import type { SettingField } from '../../shared/nodes/settings-form.ts'
import type { Json } from '../../shared/json/json.ts'
import { commit, endGroup } from '../document/document-store.ts'
import type { SetNodePart } from '../document/edit.ts'
import fields from '../ui/Field.module.css'
import { type CallSettings, callSettings, withCallSetting } from './call-settings.ts'
import { Section } from './Section.tsx'
import { SettingInput } from './SettingInput.tsx'
import css from './SettingsForm.module.css'

interface CallsSectionProps {
  readonly flow: string
  readonly id: string
  readonly node: Node
  readonly resolved: ResolvedNode
}

/** How a node's function is called: for each item of a list, again after a failure, how long, and how long it is remembered. */
export function CallsSection({ flow, id, node, resolved }: CallsSectionProps) {
  if (resolved.action.kind !== 'function' && resolved.action.kind !== 'core') return null
  const settings = callSettings(node)
  const set = (name: keyof CallSettings, value: Json | undefined) => {
    const { part, value: next } = withCallSetting(node, name, value)
    const edit = { kind: 'set-node-part', flow, node: id, part, value: next } as SetNodePart
    commit(edit, 'Change how it is called', `${part}:${flow}/${id}`)
  }
  const shown = fieldsOf(resolved, settings)
  return (
    <Section title="Calls" closed={Object.values(settings).every((value) => value === undefined)}>
      {shown.map((field) => (
        <div key={field.name} className={css.field}>
          <div className={fields.label}>{field.title}</div>
          <SettingInput
            field={field}
            value={settings[field.name as keyof CallSettings]}
            draft={`calls:${flow}/${id}.${field.name}`}
            onChange={(value) => set(field.name as keyof CallSettings, value)}
            onDone={endGroup}
          />
          <p className={fields.help}>{field.help}</p>
        </div>
      ))}
    </Section>
  )
}

const MOST_MS = 86_400_000

function fieldsOf({ inputs, action }: ResolvedNode, settings: CallSettings): readonly SettingField[] {
  const names = inputs.filter(({ type }) => type.kind !== 'any').map(({ name }) => name)
  const isFunction = action.kind === 'function'
  return [
    choice('over', 'For each item of', 'The input takes a list, and the outputs give lists in the same order.', names),
    ...(settings.over === undefined ? [] : [
      number('concurrency', 'Items at a time', 'One after the other when empty.', 1, 1000),
      choice('errors', 'Errors', 'first ends at the first error; collect gives every item’s result.', ['first', 'collect']),
    ]),
    number('attempts', 'Attempts', 'How often it is tried before a failure or an error counts. Once when empty.', 1, 100),
    ...(settings.attempts === undefined ? [] : [
      number('delay', 'Wait between, in ms', 'Not at all when empty.', 1, MOST_MS),
      choice('backoff', 'The wait', 'constant stays as it is; exponential doubles each time.', ['constant', 'exponential']),
    ]),
    ...(isFunction ? [
      number('timeout', 'Time limit, in ms', '5000 when empty. A call that takes longer is ended, and the run fails.', 1, MOST_MS),
      number('ttl', 'Remember for, in ms', 'Calls with the same inputs are not made again in that time. Not in previews.', 1, MOST_MS),
    ] : []),
  ]
}

function number(name: keyof CallSettings, title: string, help: string, min: number, max: number): SettingField {
  return { name, title, help, required: false, group: null, control: { kind: 'number', min, max } }
}

function choice(name: keyof CallSettings, title: string, help: string, choices: readonly string[]): SettingField {
  const control = { kind: 'choice', choices, withType: false, fallback: null } as const
  return { name, title, help, required: false, group: null, control }
}

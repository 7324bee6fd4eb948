import { CORES, SINKS, TRIGGERS } from '../../shared/nodes/catalogue.ts'
import type { NodeDefinition } from '../../shared/nodes/definition.ts'
import { type SettingField, settingFields } from '../../shared/nodes/settings-form.ts'
import type { Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { commit, endGroup, useDocumentStore } from '../document/document-store.ts'
import { withPart } from '../document/ordered-record.ts'
import fields from '../ui/Field.module.css'
import { Section } from './Section.tsx'
import { SettingInput } from './SettingInput.tsx'
import css from './SettingsForm.module.css'

interface SettingsFormProps {
  readonly flow: string
  readonly id: string
  readonly node: Node
}

/** The settings of a trigger, sink or core node. */
export function SettingsForm({ flow, id, node }: SettingsFormProps) {
  const definition = definitionOf(node)
  const isHandler = useDocumentStore((state) => state.open?.document.flows[flow]?.onError === id)
  const given = ('with' in node ? node.with : undefined) ?? {}
  const list = definition === undefined ? [] : settingFields(definition)
  const isFailure = 'trigger' in node && node.trigger === 'failure'
  if (definition === undefined || (list.length === 0 && !isFailure)) return null
  const flaws = flawsOf(definition, given)
  const set = (field: SettingField, value: Json | undefined) => {
    const all = withPart(given as Record<string, Json>, field.name, value as Json)
    commit(
      { kind: 'set-node-part', flow, node: id, part: 'with', value: Object.keys(all).length === 0 ? undefined : all },
      `Set ${field.title.toLowerCase()}`,
      `with:${flow}/${id}.${field.name}`,
    )
  }
  const inputOf = (field: SettingField) => (
    <div key={field.name} className={css.field}>
      <div className={fields.label}>{field.title}</div>
      <SettingInput
        field={field}
        value={given[field.name]}
        draft={`with:${flow}/${id}.${field.name}`}
        onChange={(value) => set(field, value)}
        onDone={endGroup}
      />
      {flaws.get(field.name) !== undefined ? (
        <p className={fields.flaw}>{flaws.get(field.name)}</p>
      ) : (
        field.help !== '' && <p className={fields.help}>{field.help}</p>
      )}
    </div>
  )
  return (
    <>
      <Section title="Settings">
        {list.filter(({ group }) => group === null).map(inputOf)}
        {isFailure && (
          <label className={fields.check}>
            <input
              type="checkbox"
              checked={isHandler}
              onChange={(event) =>
                commit(
                  { kind: 'set-flow-part', flow, part: 'onError', value: event.target.checked ? id : undefined },
                  'Error handler',
                )
              }
            />
            Takes what fails in this flow and is wired nowhere
          </label>
        )}
      </Section>
      {groupsOf(list).map(([group, members]) => (
        <Section key={group} title={group} closed={members.every(({ name }) => given[name] === undefined)}>
          {members.map(inputOf)}
        </Section>
      ))}
    </>
  )
}

/** Under each heading what stands there, in order. */
function groupsOf(list: readonly SettingField[]): readonly (readonly [string, readonly SettingField[]])[] {
  return [...Map.groupBy(list, ({ group }) => group)].flatMap(([group, members]) =>
    group === null ? [] : [[group, members] as const])
}

function definitionOf(node: Node): NodeDefinition | undefined {
  if ('trigger' in node) return TRIGGERS.get(node.trigger)
  if ('sink' in node) return SINKS.get(node.sink)
  return 'core' in node ? CORES.get(node.core) : undefined
}

function flawsOf(definition: NodeDefinition, given: Readonly<Record<string, Json>>): ReadonlyMap<string, string> {
  if (definition.kind === 'sink') return new Map()
  const settled = definition.settle(given)
  return settled.ok
    ? new Map()
    : new Map(settled.flaws.map(({ path, message, mend }) => [String(path[0]), `${message} ${mend}`]))
}

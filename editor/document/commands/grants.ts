import { CAPABILITIES } from '../../../shared/capabilities/catalogue.ts'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import type { Json } from '../../../shared/json/json.ts'
import { settingFields } from '../../../shared/nodes/settings-form.ts'
import type { Edit } from '../edit.ts'
import type { NodeAt } from '../flow-uses.ts'
import { withPart } from '../ordered-record.ts'

type Grants = NonNullable<Node['grant']>

/** Behind the others. Lists that have to be given begin empty: a problem says so until something stands there. */
export function addGrant(document: Directive, at: NodeAt, capability: string): Edit {
  const settings = CAPABILITIES.get(capability)
  const needed = (settings === undefined ? [] : settingFields(settings)).filter(({ required }) => required)
  const lists = Object.fromEntries(needed.map(({ name }): [string, Json] => [name, []]))
  const grant = needed.length === 0 ? { capability } : { capability, with: lists }
  return setGrants(at, [...grantsOf(document, at), grant])
}

export function removeGrant(document: Directive, at: NodeAt, index: number): Edit {
  return setGrants(at, grantsOf(document, at).toSpliced(index, 1))
}

/** Undefined takes the setting out. */
export function setGrantSetting(document: Directive, at: NodeAt, index: number, name: string, value: Json | undefined): Edit {
  const grants = grantsOf(document, at)
  return setGrants(at, grants.map((grant, position) => {
    if (position !== index) return grant
    const settings = withPart(settingsOf(grant), name, value as Json)
    return withPart(grant, 'with', Object.keys(settings).length === 0 ? undefined : settings)
  }))
}

export function settingsOf({ with: given }: Grants[number]): Record<string, Json> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...(given as Record<string, Json>) } : {}
}

function grantsOf(document: Directive, { flow, node }: NodeAt): Grants {
  return document.flows[flow]?.nodes[node]?.grant ?? []
}

function setGrants({ flow, node }: NodeAt, grants: Grants): Edit {
  return { kind: 'set-node-part', flow, node, part: 'grant', value: grants.length === 0 ? undefined : grants }
}

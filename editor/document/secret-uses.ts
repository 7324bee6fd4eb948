import type { Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'

// Secrets are no bindings: grants for requests name the variables whose values the host adds to them.

type Grants = NonNullable<Node['grant']>
type Members = Readonly<Record<string, Json>>

/** The parts of a node's grants that name a variable: `credentials.0`. */
export function secretPlaces({ grant = [] }: Node, name: string): readonly string[] {
  return grant.flatMap((each) => credentialsOf(each).flatMap((credential, at) => (namesIn(credential).includes(name) ? [`credentials.${at}`] : [])))
}

/** The same grants, as the object they were where nothing in them names the variable. */
export function withSecretRenamed(grants: Grants, from: string, to: string): Grants {
  const mentions = grants.some((each) => credentialsOf(each).some((credential) => namesIn(credential).includes(from)))
  if (!mentions) return grants
  const renamed = (credential: Members): Json => {
    const { config, oauth2 } = credential
    const client = membersOf(oauth2)
    return {
      ...credential,
      ...(config === from && { config: to }),
      ...(client?.['clientSecret'] === from && { oauth2: { ...client, clientSecret: to } }),
    }
  }
  return grants.map((each) => {
    const credentials = credentialsOf(each)
    return credentials.length === 0 ? each : { ...each, with: { ...membersOf(each.with), credentials: credentials.map(renamed) } }
  })
}

function credentialsOf({ capability, with: given }: Grants[number]): readonly Members[] {
  const credentials = capability === 'wasi:http/outgoing-handler' ? membersOf(given)?.['credentials'] : undefined
  return Array.isArray(credentials) ? credentials.flatMap((each: Json): readonly Members[] => {
    const members = membersOf(each)
    return members === undefined ? [] : [members]
  }) : []
}

function namesIn({ config, oauth2 }: Members): readonly (Json | undefined)[] {
  return [config, membersOf(oauth2)?.['clientSecret']]
}

function membersOf(json: Json | undefined): Members | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Members) : undefined
}

import { suggest } from '../directive/did-you-mean.ts'
import { problem, warning } from '../directive/problem.ts'
import type { OperatorPolicy } from '../directive/operator-policy.ts'
import type { Node } from '../directive/schema.ts'
import { CAPABILITIES } from '../capabilities/catalogue.ts'
import { grantOf, powersOf, type Powers } from '../capabilities/powers.ts'
import { settle } from '../nodes/settle.ts'
import type { Given } from '../nodes/definition.ts'
import type { ResolvedMiddleware } from './middleware.ts'
import { nodePlace, type NodePlace, type Report } from './report.ts'

/** What a function node is granted; what is wrong with its grants is reported, and what it lacks is warned of. */
export function resolveGrants(
  { grant = [] }: Node, at: NodePlace, { imports, middleware }: ResolvedMiddleware, policy: OperatorPolicy, report: Report,
): Powers {
  const grants = new Map<string, object>()
  for (const [index, { capability, with: given = {} }] of grant.entries()) {
    const definition = CAPABILITIES.get(capability)
    const place = nodePlace(at, ['grant', index, 'capability'])
    if (definition === undefined) {
      report(problem(
        'unknown-capability', place, `There is no capability ${capability}.`,
        suggest(capability, 'capabilities', [...CAPABILITIES.keys()]),
      ))
      continue
    }
    if (policy.deny?.includes(capability) === true) {
      report(problem(
        'denied', place, `Whoever runs this runtime lets no node have ${capability}.`,
        'Take the grant out, or ask the operator.',
      ))
      continue
    }
    if (grants.has(capability)) {
      report(problem('bad-settings', place, `${capability} is granted twice.`, 'Take one of the two out.'))
      continue
    }
    const settled = settle(definition.settings, given as Given, (value) => ({ ok: true, value }))
    if (settled.ok) grants.set(capability, settled.value)
    else for (const { path, message, mend } of settled.flaws) {
      report(problem('bad-settings', nodePlace(at, ['grant', index, 'with', ...path]), message, mend))
    }
    if (settled.ok && !imports.some(({ name }) => definition.interfaces.has(name))) {
      report(warning(
        'unused-grant', place, `The component does not use ${capability}.`, 'Take the grant out: it is not needed.',
      ))
    }
  }
  const powers = powersOf(grants, middleware)
  const lacking = new Set(imports.flatMap((each) => {
    const granted = each.functions.length === 0 ? null : grantOf(each, powers)
    return granted !== null && granted.settings === null ? [granted.capability] : []
  }))
  for (const { name, label } of lacking) {
    if (grant.some(({ capability }) => capability === name)) continue
    const message = `The component may call ${name}, which this node is not granted (${label}).`
    if (policy.deny?.includes(name) === true) {
      report(warning('missing-grant', nodePlace(at), message, 'Whoever runs this runtime lets no node have it.'))
      continue
    }
    const mend = `Grant ${name} to the node, if it shall use it.`
    report({ ...warning('missing-grant', nodePlace(at), message, mend), grant: name })
  }
  return powers
}

import { z } from '../zod.ts'
import { Digest } from './schema.ts'

const Package = z.strictObject({
  /** For people: `namespace:name@version`, or a file's name. */
  package: z.string().min(1).max(200),
  digest: Digest,
})

/** What whoever runs a runtime lays down for all of its deployments, whatever their directives say. */
export const OperatorPolicySchema = z.strictObject({
  /** By the import that is filled, with its exact version: what stands next to the host, of several the outermost first. */
  middleware: z.record(z.string().min(1).max(1024), z.union([Package, z.array(Package).min(1).max(16)])).optional(),
  /** Capabilities that no node may be granted. */
  deny: z.array(z.string().min(1).max(200)).optional(),
})
export type OperatorPolicy = z.output<typeof OperatorPolicySchema>

export const NO_POLICY: OperatorPolicy = {}

export interface PolicyPackage {
  readonly package: string
  readonly digest: string
}

/** Each with the import that it fills. */
export function policyMiddleware({ middleware = {} }: OperatorPolicy): readonly (PolicyPackage & { readonly import: string })[] {
  return Object.entries(middleware).flatMap(([name, packages]) => [packages].flat().map((each) => ({ ...each, import: name })))
}

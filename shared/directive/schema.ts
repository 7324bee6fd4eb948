import { z } from '../zod.ts'
import type { Json } from '../json/json.ts'
import { JsonValue } from './json-value.ts'
import { LimitsSchema, NodeLimitsSchema } from './limits.ts'
import { SampleAnswerSchema } from './sample-answer.ts'

// The directive's document, version 1. This one description gives the TypeScript types, the reader's errors and the
// published JSON Schema. What the runtime does not execute yet is described here all the same: it is kept and reported.

/** A node, flow, alias, config variable or sample: it never changes; what a person types goes into `label`. */
export const Id = z.string()
  .regex(/^[a-z][a-z0-9-]*$/, 'an id is a lower-case letter followed by lower-case letters, digits and hyphens')
  .max(64)
  .meta({ id: 'id', description: 'What others refer to it by. It never changes; what a person types goes into label.' })
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'a digest is sha256: and 64 hexadecimal digits')
  .meta({ id: 'digest', description: 'The SHA-256 of the bytes.' })
/** `node.port[.member…]`; see path.ts. */
const Path = z.string().min(1).max(1024)
  .meta({ id: 'path', description: 'node.port, and members behind it where needed: request.out.body.email' })
const Milliseconds = z.int().min(1).max(86_400_000)

export type Binding =
  | { readonly value: Json }
  | { readonly from: string | readonly string[] }
  | { readonly config: string }
  | { readonly record: Readonly<Record<string, Binding>> }
  | { readonly list: readonly Binding[] }

/** Where an input's value comes from. A tree, so that a record or a list can be put together from several wires. */
export const BindingSchema: z.ZodType<Binding> = z.lazy(() =>
  z.union([
    z.strictObject({ value: JsonValue }),
    z.strictObject({ from: z.union([Path, z.array(Path).min(1)]) }),
    z.strictObject({ config: Id }),
    z.strictObject({ record: z.record(z.string(), BindingSchema) }),
    z.strictObject({ list: z.array(BindingSchema) }),
  ]),
).meta({ id: 'binding', description: 'Where a value comes from: typed in, wired, a config variable, or put together.' })

const Grant = z.strictObject({
  /** The capability's name, such as `wasi:http/outgoing-handler`. */
  capability: z.string().min(1),
  with: JsonValue.optional(),
})

const common = {
  label: z.string().max(200).optional(),
  note: z.string().max(10_000).optional(),
  in: z.record(z.string(), BindingSchema).optional(),
  /** Paths that must have fired first; a list inside the list means any of them. */
  after: z.array(z.union([Path, z.array(Path).min(1)])).optional(),
  disabled: z.boolean().optional(),
  timeout: Milliseconds.optional(),
  retry: z.strictObject({
    attempts: z.int().min(1).max(100),
    delay: Milliseconds.optional(),
    backoff: z.enum(['constant', 'exponential']).optional(),
    jitter: z.boolean().optional(),
    on: z.array(z.string()).optional(),
  }).optional(),
  each: z.strictObject({
    over: z.string(),
    concurrency: z.int().min(1).max(1000).optional(),
    errors: z.enum(['first', 'collect']).optional(),
  }).optional(),
  cache: z.strictObject({ ttl: Milliseconds, size: z.int().min(1).max(100_000).optional() }).optional(),
  grant: z.array(Grant).optional(),
  /** By the import that it fills: the package, or several of which the first is called by the component. */
  middleware: z.record(z.string(), z.union([Id, z.array(Id).min(1).max(16)])).optional(),
  runner: z.literal('own').optional(),
  limits: NodeLimitsSchema.optional(),
}

/** `alias#namespace:package/interface.function`, or `alias#function`. */
const Use = z.string().regex(/^[a-z][a-z0-9-]*#.+$/, 'use is alias#namespace:package/interface.function')

export const NodeSchema = z.union([
  z.strictObject({ trigger: z.string(), with: z.record(z.string(), JsonValue).optional(), ...common }),
  z.strictObject({ use: Use, ...common }),
  z.strictObject({ sink: z.string(), with: z.record(z.string(), JsonValue).optional(), ...common }),
  z.strictObject({ core: z.string(), with: z.record(z.string(), JsonValue).optional(), ...common }),
  z.strictObject({ flow: Id, ...common }),
  z.strictObject({
    blank: z.strictObject({ signature: z.string().max(10_000), sample: JsonValue.optional() }),
    ...common,
  }),
])
export type Node = z.infer<typeof NodeSchema>

export const FlowSchema = z.strictObject({
  label: z.string().max(200).optional(),
  note: z.string().max(10_000).optional(),
  nodes: z.record(Id, NodeSchema),
  /** The `failure` trigger of this flow that takes what fails and is wired nowhere. */
  onError: Id.optional(),
})
export type Flow = z.infer<typeof FlowSchema>

export const PackageRefSchema = z.strictObject({
  /** `namespace:name@version`, or a file's name for a component without a manifest. */
  package: z.string().min(1).max(200),
  digest: Digest,
  /** Of a function node: what its build was made from. */
  source: z.strictObject({ language: z.string(), signature: z.string(), code: z.string() }).optional(),
})
export type PackageRef = z.infer<typeof PackageRefSchema>

/**
 * An event for previews, in the form of `TriggerEvent` (shared/triggers/event.ts); bytes stand in `files` by member
 * path.
 */
export const SampleSchema = z.strictObject({
  name: z.string().max(200),
  trigger: Id,
  event: JsonValue,
  files: z.record(z.string(), z.strictObject({
    digest: Digest,
    name: z.string(),
    mediaType: z.string(),
    size: z.int().min(0),
  })).optional(),
  /** What nodes are told in previews when they ask for something outside. */
  answers: z.array(SampleAnswerSchema).max(1_000).optional(),
})
export type Sample = z.infer<typeof SampleSchema>

export const DirectiveSchema = z.strictObject({
  $schema: z.string().optional(),
  directive: z.literal(1),
  name: Id,
  label: z.string().max(200).optional(),
  note: z.string().max(10_000).optional(),
  packages: z.record(Id, PackageRefSchema),
  flows: z.record(Id, FlowSchema),
  config: z.record(Id, z.strictObject({
    type: z.string(),
    default: JsonValue.optional(),
    secret: z.boolean().optional(),
    note: z.string().optional(),
  })).optional(),
  policy: z.object({ limits: LimitsSchema.optional() }).catchall(JsonValue).optional(),
  /** By flow. */
  samples: z.record(Id, z.array(SampleSchema)).optional(),
  tests: z.record(Id, z.array(z.strictObject({ name: z.string(), sample: z.string(), expect: JsonValue }))).optional(),
  /** Where nodes stand on the canvas, by flow and node, in canvas pixels. No part of the program. */
  view: z.record(Id, z.record(Id, z.strictObject({ x: z.number(), y: z.number() }))).optional(),
})
/** One application's document. Treated as deeply immutable everywhere. */
export type Directive = z.infer<typeof DirectiveSchema>

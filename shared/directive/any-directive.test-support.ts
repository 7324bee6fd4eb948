import fc from 'fast-check'
import type { Json } from '../json/json.ts'
import type { Binding, Directive } from './schema.ts'

// For tests: directives of every shape that the schema allows.

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/)
const text = fc.string({ maxLength: 60 })
const ms = fc.integer({ min: 1, max: 86_400_000 })
const path = fc.constantFrom('a.out', 'request.out.body.email', 'b.out.below', 'c.out."odd name".0')
/** What JSON.parse gives back as it was: no -0, and no `__proto__`, which the reader refuses. */
const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 3 }).map((value) =>
  JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto')) as Json)

const binding: fc.Arbitrary<Binding> = fc.letrec<{ binding: Binding }>((tie) => ({
  binding: fc.oneof(
    { maxDepth: 3 },
    fc.record({ value: json }),
    fc.record({ from: fc.oneof(path, fc.array(path, { minLength: 1, maxLength: 3 })) }),
    fc.record({ config: id }),
    fc.record({ record: fc.dictionary(fc.stringMatching(/^[a-zA-Z0-9 ]{1,8}$/), tie('binding'), { maxKeys: 3 }) }),
    fc.record({ list: fc.array(tie('binding'), { maxLength: 3 }) }),
  ),
})).binding

const common = {
  label: text, note: text,
  in: fc.dictionary(id, binding, { maxKeys: 4 }),
  after: fc.array(fc.oneof(path, fc.array(path, { minLength: 1, maxLength: 2 })), { maxLength: 3 }),
  disabled: fc.boolean(),
  timeout: ms,
  retry: fc.record({ attempts: fc.integer({ min: 1, max: 100 }), delay: ms, jitter: fc.boolean() }, { requiredKeys: ['attempts'] }),
  each: fc.record({ over: text, errors: fc.constantFrom('first' as const, 'collect' as const) }),
  cache: fc.record({ ttl: ms }),
  grant: fc.array(fc.record({ capability: fc.constant('wasi:http/outgoing-handler'), with: json }, { requiredKeys: ['capability'] }), { maxLength: 2 }),
  middleware: fc.dictionary(text, fc.oneof(id, fc.array(id, { minLength: 1, maxLength: 3 })), { maxKeys: 2 }),
  runner: fc.constant('own' as const),
  limits: fc.record({ memoryBytes: fc.integer({ min: 65_536, max: 2 ** 30 }), logBytes: fc.integer({ min: 0, max: 2 ** 20 }) }, { requiredKeys: [] }),
}

const settings = fc.dictionary(id, json, { maxKeys: 3 })
const node = fc.oneof(
  fc.record({ trigger: id, with: settings, ...common }, { requiredKeys: ['trigger'] }),
  fc.record({ use: fc.constant('text#runnel:text/text.upper'), ...common }, { requiredKeys: ['use'] }),
  fc.record({ sink: id, with: settings, ...common }, { requiredKeys: ['sink'] }),
  fc.record({ core: id, with: settings, ...common }, { requiredKeys: ['core'] }),
  fc.record({ flow: id, ...common }, { requiredKeys: ['flow'] }),
  fc.record({ blank: fc.record({ signature: text, sample: json }, { requiredKeys: ['signature'] }), ...common }, { requiredKeys: ['blank'] }),
)

const flow = fc.record({
  label: text, note: text,
  nodes: fc.dictionary(id, node, { maxKeys: 5 }),
  onError: id,
}, { requiredKeys: ['nodes'] })

const file = fc.record({ digest, name: text, mediaType: text, size: fc.nat() })
const sample = fc.record(
  { name: text, trigger: id, event: json, files: fc.dictionary(id, file, { maxKeys: 2 }) }, { requiredKeys: ['name', 'trigger', 'event'] },
)

export const anyDirective = fc.record({
  $schema: text,
  directive: fc.constant(1 as const),
  name: id, label: text, note: text,
  packages: fc.dictionary(id, fc.record({
    package: fc.string({ minLength: 1, maxLength: 20 }), digest,
    source: fc.record({ language: text, signature: text, code: text }),
  }, { requiredKeys: ['package', 'digest'] }), { maxKeys: 3 }),
  flows: fc.dictionary(id, flow, { maxKeys: 3 }),
  config: fc.dictionary(id, fc.record({ type: text, default: json, secret: fc.boolean(), note: text }, { requiredKeys: ['type'] }), { maxKeys: 2 }),
  policy: fc.record({ limits: fc.record({ runMs: ms, modules: fc.integer({ min: 1, max: 5_000 }) }, { requiredKeys: [] }), x: json }, { requiredKeys: [] }),
  samples: fc.dictionary(id, fc.array(sample, { maxLength: 2 }), { maxKeys: 2 }),
  tests: fc.dictionary(id, fc.array(fc.record({ name: text, sample: text, expect: json }), { maxLength: 2 }), { maxKeys: 2 }),
  view: fc.dictionary(id, fc.dictionary(id, fc.record({ x: fc.integer(), y: fc.integer() }), { maxKeys: 3 }), { maxKeys: 2 }),
}, { requiredKeys: ['directive', 'name', 'packages', 'flows'] }) as fc.Arbitrary<Directive>

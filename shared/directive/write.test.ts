import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'
import { readDirective } from './read.ts'
import type { Directive } from './schema.ts'
import { anyDirective } from './any-directive.test-support.ts'
import { writeDirective } from './write.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

/** As a person might have typed it: members in any order. */
const SIGNUP = {
  name: 'signup',
  directive: 1,
  view: { signup: { request: { y: 0, x: 0 } } },
  flows: {
    signup: {
      nodes: {
        request: { with: { method: 'POST', path: '/signup', body: 'json' }, trigger: 'http' },
        mask: {
          in: { text: { from: 'request.out.body.email' }, keep: { value: 'domain' } },
          label: 'Hide the address', use: 'text#runnel:text/text.mask-email',
        },
        reply: { sink: 'http-reply', in: { body: { record: { email: { from: 'mask.out' } } } }, after: ['mask.out', ['request.out']] },
      },
      onError: 'oops',
    },
    empty: { nodes: {} },
  },
  packages: { text: { digest: DIGEST, package: 'runnel:text@1.0.0' } },
  samples: {},
} as const satisfies Directive

it('writes what a person wants to read', () =>
  expect(writeDirective(SIGNUP)).toBe(`{
  "directive": 1,
  "name": "signup",
  "packages": {
    "text": {
      "package": "runnel:text@1.0.0",
      "digest": "${DIGEST}"
    }
  },
  "flows": {
    "signup": {
      "nodes": {
        "request": { "trigger": "http", "with": { "method": "POST", "path": "/signup", "body": "json" } },
        "mask": {
          "use": "text#runnel:text/text.mask-email",
          "label": "Hide the address",
          "in": { "text": { "from": "request.out.body.email" }, "keep": { "value": "domain" } }
        },
        "reply": {
          "sink": "http-reply",
          "in": { "body": { "record": { "email": { "from": "mask.out" } } } },
          "after": ["mask.out", ["request.out"]]
        }
      },
      "onError": "oops"
    },
    "empty": {
      "nodes": {}
    }
  },
  "samples": {},
  "view": { "signup": { "request": { "x": 0, "y": 0 } } }
}
`))

it('writes again what it wrote, once read', () =>
  fc.assert(fc.property(anyDirective, (directive) => {
    const text = writeDirective(directive)
    const reading = readDirective(text)
    expect('directive' in reading && writeDirective(reading.directive)).toBe(text)
  }), { numRuns: 300 }))

it('changes nothing but the order of members', () =>
  fc.assert(fc.property(anyDirective, (directive) => {
    expect(canonicalJson(JSON.parse(writeDirective(directive)))).toBe(canonicalJson(directive as never))
  }), { numRuns: 300 }))

it('writes one text whatever the order of members', () =>
  fc.assert(fc.property(anyDirective, (directive) => {
    const reversed = Object.fromEntries(Object.entries(directive).reverse()) as unknown as Directive
    expect(writeDirective(reversed)).toBe(writeDirective(directive))
  })))

it('breaks lines at 120 columns', () => {
  const at = (length: number) => writeDirective({ ...SIGNUP, flows: { main: { nodes: { n: { core: 'x', note: 'x'.repeat(length) } } } } })
  const longest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))
  const short = at(79)
  expect(short.split('\n').filter((line) => line.includes('"n": {'))).toEqual([`        "n": { "core": "x", "note": "${'x'.repeat(79)}" }`])
  expect(longest(at(80))).toBeLessThanOrEqual(120)
})

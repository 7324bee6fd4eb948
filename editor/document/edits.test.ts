import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import { applyEdit } from './apply-edit.ts'
import { addFlow } from './commands/add-flow.ts'
import { addNode, connectThrough, type NodeKind } from './commands/add-node.ts'
import { setSample, setSignature } from './commands/blank.ts'
import { connect, disconnect, disconnectAll } from './commands/connect.ts'
import { copyNodes, paste, readClip } from './commands/paste.ts'
import { removeNodes } from './commands/remove-nodes.ts'
import { addVariable, renameVariable } from './commands/variables.ts'
import type { Edit } from './edit.ts'
import { EMPTY_HISTORY, type Edited, record, redo, seal, undo } from './history.ts'
import { tidy } from './tidy.ts'
import { variableUses } from './variable-uses.ts'
import { wiresOf } from './wires.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`

const START: Directive = tidy({
  directive: 1,
  name: 'signup',
  packages: { text: { package: 'runnel:text@1.0.0', digest: digest('a') } },
  flows: {
    signup: {
      nodes: {
        request: { trigger: 'http', with: { method: 'POST', path: '/signup', body: 'json' } },
        mask: {
          use: 'text#runnel:text/text.mask-email',
          label: 'Hide',
          in: { text: { from: 'request.out.body.email' } },
        },
        reply: {
          sink: 'http-reply',
          in: { body: { record: { email: { from: 'mask.out' }, id: { value: 1 } } } },
          after: [['mask.done', 'mask.err']],
        },
      },
      onError: 'request',
    },
  },
  view: { signup: { request: { x: 0, y: 0 }, mask: { x: 200, y: 0 } } },
})

const KINDS: readonly NodeKind[] = [
  { kind: 'trigger', name: 'manual', settings: {} },
  { kind: 'core', name: 'format', settings: {} },
  { kind: 'sink', name: 'http-reply', settings: { x: 1 } },
  {
    kind: 'function',
    ref: { package: 'runnel:text@1.0.0', digest: digest('a') },
    path: 'runnel:text/text.upper',
    alias: 'text',
  },
  {
    kind: 'function',
    ref: { package: 'runnel:math@1.0.0', digest: digest('b') },
    path: 'runnel:math/math.add',
    alias: 'text',
  },
]

/** One thing a person may do, chosen by random numbers. */
type Step = readonly [action: number, first: number, second: number, third: number]

function editOf(document: Directive, [action, first, second, third]: Step): Edit {
  const flowId = pick(Object.keys(document.flows), third)
  const flow = flowId === undefined ? undefined : document.flows[flowId]
  const ids = Object.keys(flow?.nodes ?? {})
  const at = { x: first % 900, y: second % 900 }
  if (flowId === undefined || flow === undefined || action === 0) return addFlow(document, `Flow ${first % 5}`).edit
  const kind = pick(KINDS, first) as NodeKind
  const node = pick(ids, first)
  const other = pick(ids, second)
  if (node === undefined || other === undefined || action === 1) return addNode(document, flowId, kind, at).edit
  const wires = wiresOf(flow)
  const wire = pick(wires, first)
  const to = {
    kind: 'input',
    node: other,
    input: pick(['text', 'body', 'value'], third) as string,
    members: third % 3 === 0 ? ['email'] : [],
  } as const
  switch (action) {
    case 2: return removeNodes(document, flowId, new Set(ids.filter((_, index) => (first >> index) & 1)))
    case 3: return { kind: 'move-nodes', flow: flowId, to: { [node]: at, [other]: null } }
    case 4: return connect(document, flowId, `${node}.out`, to, first % 2 === 0 ? 'merge' : 'replace')
    case 5: return connect(document, flowId, `${node}.done`, { kind: 'after', node: other }, 'merge')
    case 6:
      return wire === undefined ? editOf(document, [4, first, second, third]) : disconnect(document, flowId, wire)
    case 7: return disconnectAll(document, flowId, wires)
    case 8:
      return {
        kind: 'set-node-part',
        flow: flowId,
        node,
        part: 'label',
        value: second % 2 === 0 ? `Name ${second}` : undefined,
      }
    case 9:
      return {
        kind: 'set-binding',
        flow: flowId,
        node,
        input: 'text',
        binding: second % 3 === 0 ? null : { value: second },
        index: null,
      }
    case 10: return paste(document, flowId, copyNodes(document, flowId, new Set(ids.slice(first % 3))), at).edit
    case 11: return { kind: 'remove-flow', flow: flowId }
    case 12: return connectThrough(document, flowId, `${node}.out`, to, kind, 'value', at).edit
    case 13:
      return {
        kind: 'set-samples',
        flow: flowId,
        samples: second % 2 === 0 ? null : [{ name: `S${second}`, trigger: 'request', event: null }],
      }
    case 14:
      return { kind: 'set-flow-part', flow: flowId, part: 'onError', value: second % 2 === 0 ? node : undefined }
    case 17: return variableEdit(document, first, second)
    case 16: return blankEdit(document, flowId, ids, second, third)
    default:
      return { kind: 'set-label', label: second % 2 === 0 ? `App ${second}` : undefined }
  }
}

/** Writes a signature or a sample into the first blank node, or adds one. */
function blankEdit(document: Directive, flow: string, ids: readonly string[], second: number, third: number): Edit {
  const nodes = document.flows[flow]?.nodes ?? {}
  const blank = ids.find((id) => 'blank' in (nodes[id] ?? {}))
  const signature = pick(['func(text: string) -> u8', 'func(value: string)', 'func('], second) as string
  if (blank === undefined) return addNode(document, flow, { kind: 'blank', label: null, signature }, { x: 0, y: 0 }).edit
  if (third % 2 === 0) return setSignature(document, flow, blank, signature)
  return setSample(document, flow, blank, second % 2 === 0 ? undefined : second)
}

/** Declares, renames or removes a variable, whether or not something is bound to it. */
function variableEdit(document: Directive, first: number, second: number): Edit {
  const names = Object.keys(document.config ?? {})
  const name = pick(names, first)
  const value = { type: 'u8', default: second }
  if (name === undefined || second % 4 === 0) return addVariable(document, `Limit ${first % 3}`, value).edit
  if (second % 4 === 1) return { kind: 'set-variable', name, value: null, index: null }
  if (second % 4 === 2) return { kind: 'set-variable', name, value, index: null }
  return renameVariable(document, name, addVariable(document, `Most ${second}`, value).name)
}

function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % from.length]
}

const steps = fc.array(fc.tuple(fc.nat(18), fc.nat(1000), fc.nat(1000), fc.nat(1000)), { maxLength: 60 })

/** The order of these is a person's; everything else is written in the order of the schema. */
const ORDERED = new Set(['packages', 'flows', 'nodes', 'in', 'config'])

function written(document: Directive): unknown {
  return sorted(document, false)
}
function sorted(value: unknown, ordered: boolean): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
  if (!ordered) entries.sort(([one], [other]) => (one < other ? -1 : 1))
  return entries.map(([key, inner]) => [key, sorted(inner, ORDERED.has(key))])
}

it('undoing every edit gives back the document, redoing them gives the edited one again', () => {
  fc.assert(
    fc.property(steps, (list) => {
      let now: Edited = { document: START, history: EMPTY_HISTORY }
      for (const step of list) now = record(now, editOf(now.document, step), 'Edit', null)
      const last = now.document
      while (now.history.past.length > 0) now = undo(now)
      expect(written(now.document)).toEqual(written(START))
      while (now.history.future.length > 0) now = redo(now)
      expect(written(now.document)).toEqual(written(last))
    }),
    { numRuns: 300 },
  )
})

it('an edit and its undo are values: both survive JSON', () => {
  fc.assert(
    fc.property(steps, (list) => {
      let document = START
      for (const step of list) {
        const edit = JSON.parse(JSON.stringify(editOf(document, step))) as Edit
        const applied = applyEdit(document, edit)
        const back = applyEdit(applied.document, JSON.parse(JSON.stringify(applied.undo)) as Edit)
        expect(written(back.document)).toEqual(written(document))
        document = applied.document
      }
    }),
  )
})

it('no edit leaves an empty part behind', () => {
  fc.assert(
    fc.property(steps, (list) => {
      let document = START
      for (const step of list) document = applyEdit(document, editOf(document, step)).document
      expect(written(tidy(document))).toEqual(written(document))
    }),
  )
})

it('edits of one group are undone together, a sealed group is over', () => {
  const name = (value: string): Edit => ({ kind: 'set-node-part', flow: 'signup', node: 'mask', part: 'label', value })
  let now: Edited = { document: START, history: EMPTY_HISTORY }
  now = record(now, name('M'), 'Rename', 'label')
  now = record(now, name('Ma'), 'Rename', 'label')
  now = { ...now, history: seal(now.history) }
  now = record(now, name('Mas'), 'Rename', 'label')
  expect(now.history.past.length).toBe(2)
  now = undo(now)
  expect(labelOf(now.document)).toBe('Ma')
  expect(undo(now).document).toEqual(START)
  expect(labelOf(redo(undo(now)).document)).toBe('Ma')
})

function labelOf(document: Directive): string | undefined {
  return document.flows['signup']?.nodes['mask']?.label
}

it('deleting a node takes its wires, its place and its duties with it', () => {
  const { document } = applyEdit(START, removeNodes(START, 'signup', new Set(['request', 'mask'])))
  expect(document).toEqual({
    directive: 1,
    name: 'signup',
    packages: START.packages,
    flows: { signup: { nodes: { reply: { sink: 'http-reply', in: { body: { record: { id: { value: 1 } } } } } } } },
  })
})

it('a pasted part gets ids of its own and keeps its inner wires', () => {
  const clip = readClip(JSON.stringify(copyNodes(START, 'signup', new Set(['mask', 'reply']))))
  const pasted = paste(START, 'signup', clip as NonNullable<typeof clip>, { x: 500, y: 100 })
  const { document } = applyEdit(START, pasted.edit)
  expect(pasted.nodes).toEqual(['mask-2', 'reply-2'])
  expect(document.flows['signup']?.nodes['mask-2']?.in).toEqual({ text: { from: 'request.out.body.email' } })
  expect(document.flows['signup']?.nodes['reply-2']).toEqual({
    sink: 'http-reply',
    in: { body: { record: { email: { from: 'mask-2.out' }, id: { value: 1 } } } },
    after: [['mask-2.done', 'mask-2.err']],
  })
  expect(document.view?.['signup']?.['mask-2']).toEqual({ x: 500, y: 100 })
  expect(document.packages).toEqual(START.packages)
})

it.each([
  '',
  '{"runnel":"nodes"}',
  'https://example.org',
  '{"runnel":"nodes","nodes":{"a":{"use":7}},"view":{},"packages":{}}',
])('the text %j is not taken for nodes', (text) => expect(readClip(text)).toBe(null))

it('equal function names of other bytes get a second alias', () => {
  const { edit } = addNode(START, 'signup', KINDS[4] as NodeKind, { x: 0, y: 0 })
  const { document } = applyEdit(START, edit)
  expect(Object.keys(document.packages)).toEqual(['text', 'text-2'])
  expect(document.flows['signup']?.nodes['add']).toEqual({ use: 'text-2#runnel:math/math.add' })
})

it.each([
  ['func(text: string)', 'func(body: string)', { body: { value: 1 } }, 'body'],
  ['func(text: string)', 'func(text: string, more: u8)', { text: { value: 1 } }, 'text'],
  ['func(more: u8, text: string)', 'func(text: string)', { text: { value: 1 } }, 'text'],
  ['func(text: string)', 'func()', { text: { value: 1 } }, 'text'],
  ['func(a: string, text: string)', 'func(text: string, a: string)', { text: { value: 1 } }, 'text'],
])('what is bound to a parameter of %s goes along with it to %s', (before, after, bound, over) => {
  const node = { blank: { signature: before, sample: 1 }, in: { text: { value: 1 } }, each: { over: 'text' } }
  const document: Directive = { ...START, flows: { signup: { nodes: { node } } } }
  const edited = applyEdit(document, setSignature(document, 'signup', 'node', after)).document
  expect(edited.flows['signup']?.nodes['node']).toEqual({ blank: { signature: after, sample: 1 }, in: bound, each: { over } })
})

const BOUND: Directive = {
  ...START,
  config: { limit: { type: 'u8', default: 1 }, other: { type: 'u8' } },
  flows: {
    signup: {
      nodes: {
        mask: { use: 'text#mask', in: { text: { config: 'limit' }, keep: { value: 'limit' } } },
        reply: { sink: 'http-reply', in: { body: { record: { a: { list: [{ config: 'other' }, { config: 'limit' }] } } } } },
      },
    },
  },
}

it('says where a variable is used', () =>
  expect(variableUses(BOUND, 'limit')).toEqual([
    { flow: 'signup', node: 'mask', input: 'text' },
    { flow: 'signup', node: 'reply', input: 'body.a.1' },
  ]))

it('renames a variable where it stands, with everything that is bound to it', () => {
  const { document, undo: back } = applyEdit(BOUND, renameVariable(BOUND, 'limit', 'most'))
  expect(document).toEqual(JSON.parse(
    JSON.stringify(BOUND).replace('"limit":{', '"most":{').replaceAll('"config":"limit"', '"config":"most"'),
  ))
  expect(Object.keys(document.config ?? {})).toEqual(['most', 'other'])
  expect(JSON.stringify(applyEdit(document, back).document)).toBe(JSON.stringify(BOUND))
})

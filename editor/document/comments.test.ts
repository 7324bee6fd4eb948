import { expect, it } from 'vitest'
import type { Flow } from '../../shared/directive/schema.ts'
import { withComments, withoutComments } from './comments.ts'

const comment = { core: 'comment', with: { text: 'Mind this' } }
const FLOW: Flow = { nodes: { a: { trigger: 'manual' }, note: comment, b: { sink: 'debug' }, new: comment } }

it('moves a comment along with the node that it stands nearest to', () => {
  const before = new Map([['a', { x: 0, y: 0 }], ['b', { x: 400, y: 0 }], ['note', { x: 380, y: -90 }]])
  expect(withComments(FLOW, before, { a: { x: 0, y: 0 }, b: { x: 344, y: 40 } })).toEqual({
    a: { x: 0, y: 0 }, b: { x: 344, y: 40 }, note: { x: 324, y: -50 },
  })
})

it('leaves comments where they are when there is nothing else', () => {
  const only: Flow = { nodes: { note: comment } }
  expect(withComments(only, new Map([['note', { x: 8, y: 8 }]]), {})).toEqual({ note: { x: 8, y: 8 } })
})

it('knows which nodes are comments', () => expect(Object.keys(withoutComments(FLOW).nodes)).toEqual(['a', 'b']))

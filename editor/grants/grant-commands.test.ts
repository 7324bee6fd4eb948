import { expect, it } from 'vitest'
import { warning } from '../../shared/directive/problem.ts'
import { grantLacking } from './grant-commands.ts'

const problems = [{ ...warning('missing-grant', { flow: 'main', node: 'count' }, 'M.', 'N.'), grant: 'wasi:keyvalue/store' }]
const at = { flow: 'main', node: 'count' }
const failure = { kind: 'no-grant', message: 'The component calls x, and this node has no grant for it: add wasi:keyvalue/store' } as const

it.each([
  ['what a failed call asked for', at, failure, 'wasi:keyvalue/store'],
  ['nothing for another node', { ...at, node: 'other' }, failure, null],
  ['nothing for another flow', { ...at, flow: 'other' }, failure, null],
  ['nothing for another failure', at, { ...failure, kind: 'trap' } as const, null],
  ['nothing where the drawing grants it by now', at, { ...failure, message: 'It lacks it: add wasi:config/store' }, null],
])('offers %s', (_, place, failed, offered) => expect(grantLacking(problems, place, failed)).toBe(offered))

import { expect, it } from 'vitest'
import type { Node } from '../../shared/directive/schema.ts'
import { callSettings, withCallSetting } from './call-settings.ts'

const node: Node = { use: 'it#f', each: { over: 'text', concurrency: 2 }, retry: { attempts: 3, on: ['busy'] }, timeout: 50 }

it('shows what a node says about its calls', () =>
  expect(callSettings(node)).toEqual({
    over: 'text', concurrency: 2, errors: undefined, attempts: 3, delay: undefined, backoff: undefined, timeout: 50, ttl: undefined,
  }))

it.each([
  ['errors', 'collect', { part: 'each', value: { over: 'text', concurrency: 2, errors: 'collect' } }],
  ['concurrency', undefined, { part: 'each', value: { over: 'text' } }],
  ['over', undefined, { part: 'each', value: undefined }],
  ['delay', 100, { part: 'retry', value: { attempts: 3, on: ['busy'], delay: 100 } }],
  ['attempts', undefined, { part: 'retry', value: undefined }],
  ['timeout', undefined, { part: 'timeout', value: undefined }],
  ['ttl', 1000, { part: 'cache', value: { ttl: 1000 } }],
] as const)('sets %s to %s within its part', (name, value, part) => expect(withCallSetting(node, name, value)).toEqual(part))

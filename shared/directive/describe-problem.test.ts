import { expect, it } from 'vitest'
import { describeProblem } from './describe-problem.ts'
import { problem, warning } from './problem.ts'

it.each([
  [problem('bad-json', {}, 'It is no JSON.', 'Correct it.'), 'error bad-json: It is no JSON. Correct it.'],
  [problem('bad-value', { pointer: '/config/x' }, 'A.', 'B.'), 'error bad-value at /config/x: A. B.'],
  [problem('bad-error-handler', { flow: 'main', pointer: '/flows/main/onError' }, 'A.', 'B.'), 'error bad-error-handler at main: A. B.'],
  [warning('no-reply', { flow: 'main', node: 'request' }, 'A.', 'B.'), 'warning no-reply at main/request: A. B.'],
  [problem('bad-wire', { flow: 'main', node: 'reply', input: 'body.email' }, 'A.', 'B.'), 'error bad-wire at main/reply.body.email: A. B.'],
])('says %o on one line', (found, line) => expect(describeProblem(found)).toBe(line))

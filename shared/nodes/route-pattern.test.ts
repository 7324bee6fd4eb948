import { expect, it } from 'vitest'
import { parsePattern, routeKey } from './route-pattern.ts'

it('reads text and parameters', () =>
  expect(parsePattern('/users/:user-id/files')).toEqual({
    ok: true,
    pattern: {
      text: '/users/:user-id/files',
      segments: [{ kind: 'literal', text: 'users' }, { kind: 'param', name: 'user-id' }, { kind: 'literal', text: 'files' }],
      params: ['user-id'],
    },
  }))

it('reads the root', () => expect(parsePattern('/')).toEqual({ ok: true, pattern: { text: '/', segments: [], params: [] } }))

it.each([`/${'a'.repeat(1023)}`, '/grüße', "/a-._~!$&'()*+,;=@b", '/a:b', '/.well-known/x', '/v1.0'])('takes %s', (path) => expect(parsePattern(path).ok).toBe(true))

it.each([
  ['', 'The path "" does not begin with a slash. Write "/".'],
  ['hello', 'The path "hello" does not begin with a slash. Write "/hello".'],
  ['/a/', 'The path "/a/" has an empty segment. Take out the double slash or the one at the end.'],
  ['/a//b', 'The path "/a//b" has an empty segment. Take out the double slash or the one at the end.'],
  ['/a?x=1', 'The path "/a?x=1" holds "?". Write the decoded path alone: the query comes as out.query.'],
  ['/a#b', 'The path "/a#b" holds "#". Write the decoded path alone: the query comes as out.query.'],
  ['/a%20b', 'The path "/a%20b" holds "%". Write the decoded path alone: the query comes as out.query.'],
  ['/a/../b', 'The path "/a/../b" holds "..", which no request reaches. Write the path without it.'],
  ['/a b', 'The segment "a b" holds a character that no path may hold. Use letters, digits and -._~!$&\'()*+,;=@ only.'],
  ['/a{b}', 'The segment "a{b}" holds a character that no path may hold. Use letters, digits and -._~!$&\'()*+,;=@ only.'],
  ['/:', 'The path parameter ":" is not a lower-case name. Name it with lower-case letters, digits and hyphens, such as :name.'],
  ['/:userId', 'The path parameter ":userId" is not a lower-case name. Name it with lower-case letters, digits and hyphens, such as :user-id.'],
  ['/:user_id', 'The path parameter ":user_id" is not a lower-case name. Name it with lower-case letters, digits and hyphens, such as :user-id.'],
  ['/:1st', 'The path parameter ":1st" is not a lower-case name. Name it with lower-case letters, digits and hyphens, such as :st.'],
  ['/:a/:a', 'The path names ":a" twice. Give each parameter a name of its own.'],
  [`/${'a'.repeat(1024)}`, 'The path is too long. Keep it within 1024 characters.'],
])('refuses %s', (path, text) => {
  const read = parsePattern(path)
  expect(!read.ok && `${read.message} ${read.mend}`).toBe(text)
})

it.each([
  ['/a/:b', '/a/:c', true], ['/a/:b', '/a/b', false], ['/a', '/A', false], ['/:a/b', '/a/:b', false],
])('%s and %s take the same requests: %s', (a, b, same) => expect(keyOf(a) === keyOf(b)).toBe(same))

function keyOf(path: string): string {
  const read = parsePattern(path)
  if (!read.ok) throw new Error(read.message)
  return routeKey('GET', read.pattern)
}

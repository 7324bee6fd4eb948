import { expect, test } from 'vitest'
import { parseWit } from './wit.ts'

const wit = (items: string): string => `package a:b@1.0.0;\ninterface i {\n${items}\n}\nworld component { export i; }`

test('a function is read with its docs, its parameters\' docs and its types', () =>
  expect(parseWit(wit(`
    use runnel:types/values@1.0.0.{json};
    enum %enum { one, two-three }
    /// First line.
    ///
    /// Second one.
    f: func(
      /// What it is.
      %from: option<list<json>>, // no doc
      e: %enum,
    ) -> result<_, tuple<u8, %enum>>;`))).toStrictEqual({
    id: 'a:b@1.0.0',
    functions: [{
      path: 'a:b/i.f', coreName: 'a:b/i@1.0.0#f', interface: 'i', name: 'f', docs: 'First line.\n\nSecond one.',
      params: [
        { name: 'from', docs: 'What it is.', type: { kind: 'option', some: { kind: 'list', item: { kind: 'known', name: 'json' } } } },
        { name: 'e', docs: '', type: { kind: 'enum', name: 'enum', cases: ['one', 'two-three'] } },
      ],
      result: {
        kind: 'result', ok: null,
        err: { kind: 'tuple', items: [{ kind: 'u8' }, { kind: 'enum', name: 'enum', cases: ['one', 'two-three'] }] },
      },
    }],
  }))

test.each([
  ['a type that is not there', 'f: func(a: nothing);', 'WIT line 3: unknown type nothing'],
  ['types of a stranger', 'use x:y/z@1.0.0.{t};', 'WIT line 3: types of x:y/z@1.0.0 are not known here'],
  ['a resource', 'resource r;', 'WIT line 3: expected :, found r'],
])('%s is refused with its line', (_, items, message) => expect(() => parseWit(wit(items))).toThrow(message))

test('a package without a version is refused', () =>
  expect(() => parseWit('package a:b;')).toThrow('WIT line 1: package id a:b has no version'))

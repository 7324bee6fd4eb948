import { expect, it } from 'vitest'
import type { Binding } from '../../shared/directive/schema.ts'
import { bindingAt, mapAfter, mapPaths, wiredPlaces, withBindingAt } from './binding-tree.ts'

const TREE: Binding = { record: { name: { from: 'a.out' }, tags: { list: [{ value: 1 }, { from: ['b.out', 'c.out'] }] } } }

it.each([
  { members: [], found: TREE },
  { members: ['name'], found: { from: 'a.out' } },
  { members: ['tags', '0'], found: { value: 1 } },
  { members: ['tags', '7'], found: null },
  { members: ['name', 'first'], found: null },
])('finds what is bound at $members', ({ members, found }) => expect(bindingAt(TREE, members)).toEqual(found))

it('lists what is wired, wherever it stands', () =>
  expect(wiredPlaces(TREE)).toEqual([
    { members: ['name'], paths: ['a.out'] },
    { members: ['tags', '1'], paths: ['b.out', 'c.out'] },
  ]))

it.each([
  { before: null, members: [], value: { value: 1 }, after: { value: 1 } },
  { before: null, members: ['a', 'b'], value: { value: 1 }, after: { record: { a: { record: { b: { value: 1 } } } } } },
  { before: { value: 5 }, members: ['a'], value: { value: 1 }, after: { record: { a: { value: 1 } } } },
  { before: TREE, members: ['tags', '0'], value: null, after: { record: { name: { from: 'a.out' }, tags: { list: [{ from: ['b.out', 'c.out'] }] } } } },
  { before: { record: { a: { value: 1 } } }, members: ['a'], value: null, after: null },
])('binds $value at $members of $before', ({ before, members, value, after }) =>
  expect(withBindingAt(before as Binding | null, members, value as Binding | null)).toEqual(after))

it('takes paths away, and what is left empty with them', () => {
  const without = (...gone: readonly string[]) => mapPaths(TREE, (path) => (gone.includes(path) ? null : path))
  expect(without('a.out', 'b.out')).toEqual({ record: { tags: { list: [{ value: 1 }, { from: 'c.out' }] } } })
  expect(mapPaths({ record: { a: { from: 'x.out' } } }, () => null)).toBe(null)
})

it('gives the same binding where no path changes', () => expect(mapPaths(TREE, (path) => path)).toBe(TREE))

it('keeps alternatives of what is waited for together', () => {
  expect(mapAfter(['a.done', ['b.done', 'c.done']], (path) => (path === 'b.done' ? null : path))).toEqual(['a.done', ['c.done']])
  expect(mapAfter(['a.done'], () => null)).toBe(undefined)
})

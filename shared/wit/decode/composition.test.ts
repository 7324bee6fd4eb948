import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { expect, it } from 'vitest'
import { decodeComponent } from './decode-component.ts'

/** The functions of a component written as text: path, parameters' types and result. */
async function functionsOf(wat: string): Promise<unknown> {
  const { functions } = decodeComponent(await parse(wat))
  return functions.map(({ path, params, result }) => [path, params.map((param) => param.type), result])
}

const u8 = { kind: 'u8' }
const string = { kind: 'string' }
const pair = { kind: 'tuple', items: [u8, string] }

it('follows a function out of a component that is instantiated inside', async () => {
  const functions = await functionsOf(`(component
    (import "host" (func $host (param "x" u8) (result string)))
    (component $inner (import "f" (func $f (param "x" u8) (result string))) (export "g" (func $f)))
    (instance $made (instantiate $inner (with "f" (func $host))))
    (alias export $made "g" (func $g))
    (instance $out (export "run" (func $g)))
    (export "a:b/c@1.0.0" (instance $out)))`)
  expect(functions).toEqual([['a:b/c.run', [u8], string]])
})

it('puts the type that is given in the place of the type that was imported', async () => {
  const functions = await functionsOf(`(component
    (type $pair (tuple u8 string))
    (import "f" (func $f (param "x" $pair)))
    (component $inner
      (type $any (tuple u8 string))
      (import "t" (type $t (eq $any)))
      (type $list (list $t))
      (import "f" (func $f (param "x" $t)))
      (export $t2 "t2" (type $t))
      (export "g" (func $f) (func (param "x" $t2))))
    (instance $made (instantiate $inner (with "t" (type $pair)) (with "f" (func $f))))
    (alias export $made "g" (func $g))
    (export "g" (func $g)))`)
  expect(functions).toEqual([['g', [pair], null]])
})

it('reaches types and components around it', async () => {
  const functions = await functionsOf(`(component
    (type $pair (tuple u8 string))
    (import "f" (func $f (param "x" $pair)))
    (component $leaf (import "f" (func $f)) (export "f" (func $f)))
    (component $inner
      (alias outer 1 $pair (type $pair))
      (alias outer 1 $leaf (component $leaf))
      (component $deeper (alias outer 2 $pair (type $t)) (export "t" (type $t)))
      (instance $types (instantiate $deeper))
      (alias export $types "t" (type $t))
      (import "f" (func $f (param "x" $t)))
      (instance $made (instantiate $leaf (with "f" (func $f))))
      (export "made" (instance $made))
      (export "f" (func $f)))
    (instance $out (instantiate $inner (with "f" (func $f))))
    (alias export $out "f" (func $g))
    (export "g" (func $g)))`)
  expect(functions).toEqual([['g', [pair], null]])
})

it('takes a component as an argument of another', async () => {
  const functions = await functionsOf(`(component
    (import "f" (func $f (result u8)))
    (component $maker (import "f" (func $f (result u8))) (export "g" (func $f)))
    (component $user
      (import "maker" (component $maker (import "f" (func (result u8))) (export "g" (func (result u8)))))
      (import "f" (func $f (result u8)))
      (instance $made (instantiate $maker (with "f" (func $f))))
      (export "made" (instance $made)))
    (instance $out (instantiate $user (with "maker" (component $maker)) (with "f" (func $f))))
    (alias export $out "made" (instance $made))
    (export "made" (instance $made)))`)
  expect(functions).toEqual([['made.g', [], u8]])
})

it('looks into an imported component through its type', async () => {
  const bytes = await parse(`(component
    (import "maker" (component $maker
      (import "t" (type $t (sub resource)))
      (export "name" (func (result string)))
      (export "give" (func (result (own $t))))))
    (import "t" (type $t (sub resource)))
    (instance $made (instantiate $maker (with "t" (type $t))))
    (export "made" (instance $made)))`)
  expect(decodeComponent(bytes)).toEqual({
    imports: [{ name: 'maker', functions: ['maker'] }],
    functions: [{ path: 'made.name', instance: 'made', name: 'name', params: [], result: string }],
    unusable: [
      { path: 'made.give', reason: 'Its result holds a handle of the resource "t", which no wire can carry yet.' },
    ],
  })
})

it('shows no more of an instance than the type that it is exported with', async () => {
  const functions = await functionsOf(`(component
    (import "f" (func $f))
    (instance $both (export "shown" (func $f)) (export "hidden" (func $f)))
    (type $narrow (instance (export "shown" (func))))
    (export "i" (instance $both) (instance (type $narrow))))`)
  expect(functions).toEqual([['i.shown', [], null]])
})

import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { expect, it } from 'vitest'
import { decodeComponent } from './decode-component.ts'

const AROUND = `
  (core module $m (memory (export "m") 1) (table (export "t") 1 funcref) (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable))
  (core instance $i (instantiate $m))
  (alias core export $i "m" (core memory $m))
  (alias core export $i "t" (core table $t))
  (alias core export $i "r" (core func $r))
  (core type $start (func (param i32)))
  (type $resource (resource (rep i32)))
  (type $stream (stream u8))
  (type $future (future u8))`

it.each([
  'resource.new $resource',
  'resource.drop $resource',
  'resource.rep $resource',
  'task.cancel',
  'task.return',
  'task.return (result u8) (memory (core memory $m))',
  'subtask.cancel',
  'subtask.cancel async',
  'subtask.drop',
  'context.get i32 0',
  'context.set i32 1',
  'thread.yield',
  'stream.new $stream',
  'stream.read $stream (memory (core memory $m)) async',
  'stream.write $stream string-encoding=utf16 (memory (core memory $m)) (realloc (core func $r))',
  'stream.cancel-read $stream async',
  'stream.cancel-write $stream',
  'stream.drop-readable $stream',
  'stream.drop-writable $stream',
  'future.new $future',
  'future.read $future (memory (core memory $m))',
  'future.write $future async (memory (core memory $m))',
  'future.cancel-read $future',
  'future.cancel-write $future async',
  'future.drop-readable $future',
  'future.drop-writable $future',
  'error-context.new (memory (core memory $m)) (realloc (core func $r))',
  'error-context.debug-message (memory (core memory $m)) (realloc (core func $r))',
  'error-context.drop',
  'waitable-set.new',
  'waitable-set.wait (memory (core memory $m))',
  'waitable-set.poll (memory (core memory $m))',
  'waitable-set.drop',
  'waitable.join',
  'backpressure.inc',
  'backpressure.dec',
  'thread.index',
  'thread.new-indirect $start (core table $t)',
  'thread.suspend',
])('passes over canon %s to the functions behind it', async (builtin) => {
  const bytes = await parse(`(component ${AROUND}
    (core func (canon ${builtin}))
    (core func (canon ${builtin}))
    (import "f" (func $f (param "x" u8)))
    (export "g" (func $f)))`)
  expect(decodeComponent(bytes).functions.map(({ path, params }) => [path, params])).toEqual([
    ['g', [{ name: 'x', type: { kind: 'u8' } }]],
  ])
})

import { expect, it } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import { mendGenerated } from './generated-source.ts'
import { transpile } from './transpile.ts'

it.each([
  ['  _debugLog("a", { b: [1, (2)] });\n  next()', ';\n  next()'],
  ['  _debugLog("a) \\" b");', ';'],
  ["  _debugLog('a);', `b ${c({ d: `)` })} e`);", ';'],
  ['if (a)\n  _debugLog("a");\nelse b()', 'if (a)\n;\nelse b()'],
  ['  _debugLog(a / b);', '  _debugLog(a / b);'],
  ['  _debugLog(a).then(b);', '  _debugLog(a).then(b);'],
  ['  _debugLog("never closed', '  _debugLog("never closed'],
  ['  // _debugLog("a");', '  // _debugLog("a");'],
  ['const _debugLog = (...args) => {', 'const _debugLog = (...args) => {'],
])('%j becomes %j', (source, mended) => {
  expect(mendGenerated(source).source).toBe(mended)
})

it.each([
  ['', true],
  ['const handleTable0 = [T_FLAG, 0];', false],
  ['function rscTableRemove(table, handle) {} const handleTable0 = [T_FLAG, 0];', true],
  ['function rscTableCreateOwn(table, rep) {} function rscTableSwap(table) {}', false],
])('whether %j reports each handle: %j', (source, reportsHandles) => {
  expect(mendGenerated(source).reportsHandles).toBe(reportsHandles)
})

it('in what jco writes, no debug call and no lenient decoder is left', async () => {
  const { source } = await transpile(await fromWat(`
    (component
      (core module $main
        (memory (export "memory") 1)
        (func (export "text") (result i32) (i32.const 8)))
      (core instance $core (instantiate $main))
      (func (export "text") (result (option string)) (canon lift (core func $core "text") (memory (core memory $core "memory")))))`))
  expect(source.match(/^[ \t]*_debugLog\(/gm)).toBeNull()
  expect(source.match(/new TextDecoder\([^)]*\)/g)).toEqual(["new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })"])
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { transpileBytes } from '@bytecodealliance/jco-transpile'
import { expect, test } from 'vitest'
import type { Json } from '../../shared/json/json.ts'
import type { Outcome } from '../build/examples.ts'
import { jcoCaller } from '../build/jco-caller.ts'
import { readPackage } from '../build/package-index.ts'
import { drawn, seen } from './testing.ts'

const component = await readPackage('image.wasm')
const call = await jcoCaller(component)
const sample = (name: string): Promise<Uint8Array> => readFile(join(import.meta.dirname, '..', 'samples', name))
const [landscape, balloon] = await Promise.all([sample('landscape.jpg'), sample('balloon.png')])

type Inputs = Readonly<Record<string, Json>>

const run = (name: string, picture: Uint8Array, inputs: Inputs = {}): Promise<Outcome> =>
  call(`runnel:image/image.${name}`, { picture: Buffer.from(picture).toString('base64'), ...inputs })

async function pictureOf(name: string, picture: Uint8Array, inputs: Inputs = {}): Promise<Uint8Array> {
  const { out, ...rest } = await run(name, picture, inputs)
  if (typeof out !== 'string') throw new Error(JSON.stringify(rest))
  return Buffer.from(out, 'base64')
}

test.each<[string, Inputs, string, string]>([
  ['rotate', { turn: 'clockwise' }, 'rgb/ymc', 'yr/mg/cb'],
  ['rotate', { turn: 'half' }, 'rgb/ymc', 'cmy/bgr'],
  ['rotate', { turn: 'counter-clockwise' }, 'rgb/ymc', 'bc/gm/ry'],
  ['flip', { axis: 'horizontal' }, 'rgb/ymc', 'bgr/cmy'],
  ['flip', { axis: 'vertical' }, 'rgb/ymc', 'ymc/rgb'],
  ['crop', { x: 1, y: 1, width: 2, height: 1 }, 'rgb/ymc', 'mc'],
  ['crop', { x: 0, y: 0, width: 3, height: 2 }, 'rgb/ymc', 'rgb/ymc'],
  ['resize', { width: 4 }, 'rrbb/rrbb', 'rrbb/rrbb'],
  ['resize', { width: 2, height: 2, fit: 'cover' }, 'krgk/kbyk', 'rg/by'],
  ['resize', { width: 2, height: 2, fit: 'cover' }, 'kk/rg/by/kk', 'rg/by'],
  ['convert', { format: 'png' }, 'r./.b', 'r./.b'],
])('%s %j makes of %s a picture of %s', async (name, inputs, from, to) =>
  expect(seen(await pictureOf(name, drawn(from), inputs))).toBe(to))

test.each([
  { inputs: { width: 200 }, size: [200, 150] },
  { inputs: { height: 75 }, size: [100, 75] },
  { inputs: { width: 300, height: 300 }, size: [300, 225] },
  { inputs: { width: 300, height: 100 }, size: [133, 100] },
  { inputs: { width: 300, height: 300, fit: 'cover' }, size: [300, 300] },
  { inputs: { width: 30, height: 300, fit: 'stretch' }, size: [30, 300] },
  { inputs: { width: 1 }, size: [1, 1] },
  { inputs: { width: 1500 }, size: [1500, 1125] },
])('resize of 1000 × 750 by $inputs gives $size', async ({ inputs, size: [width, height] }) =>
  expect(await run('info', await pictureOf('resize', landscape, inputs))).toEqual({
    out: { format: 'jpeg', width, height, alpha: false },
  }))

test('the transparency of a PNG survives scaling', async () =>
  expect(await run('info', await pictureOf('thumbnail', balloon, { size: 64 }))).toEqual({
    out: { format: 'png', width: 64, height: 64, alpha: true },
  }))

test.each([
  [1, 'rg/by'], [2, 'gr/yb'], [3, 'yb/gr'], [4, 'by/rg'], [5, 'rb/gy'], [6, 'br/yg'],
  [7, 'yg/br'], [8, 'gy/rb'], [9, 'rg/by'],
])('a camera held as EXIF orientation %i says is seen as %s', async (orientation, upright) => {
  const jpeg = await pictureOf('convert', drawn('rg/by', 16), { format: 'jpeg', quality: 95 })
  for (const exif of [littleEndian(orientation), bigEndian(orientation)]) {
    const turned = Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)])
    expect(seen(await pictureOf('convert', turned, { format: 'png' }), 16)).toBe(upright)
  }
})

/** APP1, TIFF header, a directory with one tag: orientation, one SHORT. */
const littleEndian = (orientation: number): Buffer =>
  Buffer.from(`ffe1002245786966000049492a000800000001001201030001000000${'0'}${orientation}00000000000000`, 'hex')
const bigEndian = (orientation: number): Buffer =>
  Buffer.from(`ffe100224578696600004d4d002a0000000800010112000300000001${'000'}${orientation}000000000000`, 'hex')

test('little data that would unfold to much memory is refused', async () => {
  const bomb = withData(drawn('rg/by'), deflateSync(new Uint8Array(300_000_000), { level: 9 }))
  expect(bomb.length).toBeLessThan(400_000)
  expect(await run('grayscale', bomb)).toEqual({ err: { corrupt: 'its data is larger than its header says' } })
})

function withData(png: Uint8Array, data: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(data.length + 12)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write('IDAT', 4, 'latin1')
  chunk.set(data, 8)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(-12)])
}

const OUT_OR_ERR = expect.stringMatching(/^(out|err)$/) as string
const smallFiles = (): Promise<readonly Uint8Array[]> =>
  Promise.all([balloon, landscape].map((file) => pictureOf('thumbnail', file, { size: 24 })))

test('a file that ends early gives a picture or an error, wherever it ends', async () => {
  for (const file of await smallFiles()) {
    for (let length = 0; length < file.length; length += 7) {
      expect(Object.keys(await run('thumbnail', file.subarray(0, length), { size: 8 }))).toEqual([OUT_OR_ERR])
    }
  }
})

const SEED = 20_261_121

test(`damaged files give a picture or an error (seed ${SEED})`, async () => {
  const random = randomFrom(SEED)
  const whole = await smallFiles()
  for (let round = 0; round < 1500; round++) {
    const file = Uint8Array.from(whole[round % 2] as Uint8Array)
    for (let damage = 1 + random() % 12; damage > 0; damage--) {
      // Headers are short, and damage to them goes further.
      file[random() % (damage % 2 ? 200 : file.length)] = random()
    }
    const outcome = await run('thumbnail', file, { size: 8 })
    expect(Object.keys(outcome), Buffer.from(file).toString('base64')).toEqual([OUT_OR_ERR])
  }
})

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}

test('each call gives its memory back', async () => {
  const { image, memory } = await opened()
  const work = (): void => {
    image.resize(landscape, 100)
    image.grayscale(balloon)
    expect(() => image.convert(balloon.subarray(0, 5000), 'png', undefined)).toThrow()
  }
  work()
  const { byteLength } = memory.buffer
  for (let round = 0; round < 30; round++) work()
  expect(memory.buffer.byteLength).toBe(byteLength)
})

interface Memory {
  readonly buffer: { readonly byteLength: number }
}

type Method = (...args: readonly unknown[]) => unknown

interface ImageInterface {
  readonly resize: Method
  readonly grayscale: Method
  readonly convert: Method
}

/** An instance beside its memory, which jco keeps to itself. */
async function opened(): Promise<{ readonly image: ImageInterface; readonly memory: Memory }> {
  const { files } = await transpileBytes(component, {
    name: 'package', instantiation: 'sync', base64Cutoff: 0, nodejsCompat: false,
  })
  const source = Buffer.from(files['package.js'] as Uint8Array).toString('base64')
  const { instantiate } = (await import(`data:text/javascript;base64,${source}`)) as {
    instantiate(
      core: (name: string) => WebAssembly.Module, imports: object,
      open: (core: WebAssembly.Module, imports: object) => WebAssembly.Instance,
    ): { readonly 'runnel:image/image@1.0.0': ImageInterface }
  }
  const memories: Memory[] = []
  const compiled = (name: string): WebAssembly.Module => new WebAssembly.Module(files[name] as Uint8Array<ArrayBuffer>)
  const exports = instantiate(compiled, {}, (core, imports) => {
    const instance = new WebAssembly.Instance(core, imports)
    if (instance.exports['memory']) memories.push(instance.exports['memory'] as Memory)
    return instance
  })
  return { image: exports['runnel:image/image@1.0.0'], memory: memories[0] as Memory }
}

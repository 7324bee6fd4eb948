import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFrameWriter } from './frame-writer.ts'
import { createFrameParser, FrameError, type Frame } from './frames.ts'

const LIMITS = { maxFrameBytes: 64, maxHeaderBytes: 32 }

function parsed(pieces: readonly Uint8Array[], limits = LIMITS): readonly Frame[] {
  const frames: Frame[] = []
  const feed = createFrameParser(limits, (frame) => frames.push(frame))
  for (const piece of pieces) feed(Buffer.from(piece))
  return frames
}

function parse(pieces: readonly Uint8Array[], limits = LIMITS): { header: string; attachment: number[] }[] {
  return parsed(pieces, limits).map(({ header, attachment }) => ({ header, attachment: [...attachment] }))
}

/** Comparing lists of 70,000 numbers takes a test seconds. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function written(frames: readonly (readonly [string, Uint8Array | string | null])[]): Buffer {
  const pieces: Buffer[] = []
  const writer = createFrameWriter(
    (sent) => pieces.push(...sent),
    () => {},
  )
  for (const [header, attachment] of frames) writer.write(header, attachment)
  writer.flush()
  return Buffer.concat(pieces)
}

const HELLO = [10, 0, 0, 0, 4, 0, 0, 0, 0x7b, 0x31, 0x32, 0x7d, 0xff, 0x00]

it.each([
  { name: 'a whole frame', pieces: [HELLO], frames: [{ header: '{12}', attachment: [255, 0] }] },
  {
    name: 'two frames in one piece',
    pieces: [[...HELLO, 5, 0, 0, 0, 1, 0, 0, 0, 0x30]],
    frames: [
      { header: '{12}', attachment: [255, 0] },
      { header: '0', attachment: [] },
    ],
  },
  { name: 'an empty header', pieces: [[4, 0, 0, 0, 0, 0, 0, 0]], frames: [{ header: '', attachment: [] }] },
  {
    name: 'two empty frames byte by byte',
    pieces: [4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0].map((byte) => [byte]),
    frames: [
      { header: '', attachment: [] },
      { header: '', attachment: [] },
    ],
  },
  { name: 'a frame that has not ended', pieces: [HELLO.slice(0, 13)], frames: [] },
  {
    name: 'a frame byte by byte',
    pieces: HELLO.map((byte) => [byte]),
    frames: [{ header: '{12}', attachment: [255, 0] }],
  },
  {
    name: 'empty pieces',
    pieces: [[], HELLO.slice(0, 5), [], HELLO.slice(5)],
    frames: [{ header: '{12}', attachment: [255, 0] }],
  },
])('reads $name', ({ pieces, frames }) => expect(parse(pieces.map((piece) => Uint8Array.from(piece)))).toEqual(frames))

it.each([
  { prefix: [65, 0, 0, 0, 0, 0, 0, 0], code: 'frame-too-long', message: 'A frame has 65 bytes; the limit is 64.' },
  {
    prefix: [255, 255, 255, 255, 0, 0, 0, 0],
    code: 'frame-too-long',
    message: 'A frame has 4294967295 bytes; the limit is 64.',
  },
  {
    prefix: [60, 0, 0, 0, 33, 0, 0, 0],
    code: 'header-too-long',
    message: "A frame's header has 33 bytes; the limit is 32.",
  },
  {
    prefix: [3, 0, 0, 0, 0, 0, 0, 0],
    code: 'frame-too-short',
    message: 'A frame of 3 bytes cannot hold a header of 0 bytes.',
  },
  {
    prefix: [8, 0, 0, 0, 5, 0, 0, 0],
    code: 'frame-too-short',
    message: 'A frame of 8 bytes cannot hold a header of 5 bytes.',
  },
  {
    prefix: [8, 0, 0, 0, 255, 255, 255, 255],
    code: 'frame-too-short',
    message: 'A frame of 8 bytes cannot hold a header of 4294967295 bytes.',
  },
])('refuses $prefix before anything of it is kept', ({ prefix, code, message }) => {
  const attempt = (): unknown => parse([Uint8Array.from(prefix)])
  expect(attempt).toThrow(new FrameError(code as FrameError['code'], message))
})

it('writes the bytes that the parser’s test spells out', () =>
  expect([...written([['{12}', Uint8Array.of(255, 0)]])]).toEqual(HELLO))

it('writes text attachments as UTF-8', () =>
  expect(parse([written([['ü', '€']])])).toEqual([{ header: 'ü', attachment: [0xe2, 0x82, 0xac] }]))

it('gives back every frame however the stream is cut', () => {
  const limits = { maxFrameBytes: 1 << 20, maxHeaderBytes: 1 << 20 }
  const frame = fc.tuple(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.oneof(
      fc.constant(null),
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 16_000, max: 70_000 }).map((length) => new Uint8Array(length).fill(7)),
    ),
  )
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(200_000), { maxLength: 10 }), (frames, cuts) => {
      const bytes = written(frames)
      const at = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length]
      const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end))
      expect(parsed(pieces, limits).map(({ header, attachment }) => [header, latin1(attachment)])).toEqual(
        frames.map(([header, attachment]) => [header, latin1(attachment ?? new Uint8Array())]),
      )
    }),
    { numRuns: 200 },
  )
})

it('hands over every eighth frame at once, before the tick ends', () => {
  const sent: number[] = []
  const writer = createFrameWriter((pieces) => sent.push(Buffer.concat(pieces).length), () => {})
  for (let frame = 0; frame < 19; frame++) writer.write('a', null)
  expect(sent).toEqual([72, 72])
  writer.flush()
  expect(sent).toEqual([72, 72, 27])
})

it('asks to be flushed once a tick', () => {
  const asked: (() => void)[] = []
  const sent: number[] = []
  const writer = createFrameWriter(
    (pieces) => sent.push(pieces.length),
    (flush) => asked.push(flush),
  )
  writer.write('a', null)
  writer.write('b', null)
  expect(asked.length).toBe(1)
  asked[0]!()
  writer.write('c', null)
  expect({ asked: asked.length, sent }).toEqual({ asked: 2, sent: [1] })
})

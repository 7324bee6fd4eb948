import { inflateSync } from 'node:zlib'
import { png } from '../samples/draw/png.ts'

/** A picture drawn with letters, one per pixel, rows between slashes: `rg/b.` */
export type Drawing = string

const COLORS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  r: [255, 0, 0, 255], g: [0, 255, 0, 255], b: [0, 0, 255, 255],
  y: [255, 255, 0, 255], m: [255, 0, 255, 255], c: [0, 255, 255, 255],
  w: [255, 255, 255, 255], k: [0, 0, 0, 255], '.': [0, 0, 0, 0],
}

interface Pixels {
  readonly width: number
  readonly height: number
  /** RGBA. */
  readonly rgba: Uint8Array
}

/** Each letter becomes `scale` × `scale` pixels. */
export function drawn(drawing: Drawing, scale = 1): Uint8Array {
  const rows = drawing.split('/')
  const [width, height] = [(rows[0] as string).length * scale, rows.length * scale]
  const rgba = new Uint8Array(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [Math.floor((pixel % width) / scale), Math.floor(pixel / width / scale)]
    rgba.set(COLORS[(rows[y] as string)[x] as string] as readonly number[], pixel * 4)
  }
  return png(width, height, rgba)
}

/** Reads a PNG back into letters, each from the middle of its square; `?` where the color is not nearly one of them. */
export function seen(file: Uint8Array, scale = 1): Drawing {
  const { width, height, rgba } = readPng(file)
  return Array.from({ length: height / scale }, (_, row) =>
    Array.from({ length: width / scale }, (_, column) => {
      const pixel = (Math.floor((row + 0.5) * scale) * width + Math.floor((column + 0.5) * scale)) * 4
      return letterOf(rgba.subarray(pixel, pixel + 4))
    }).join('')).join('/')
}

function letterOf(color: Uint8Array): string {
  const isNear = (part: number, index: number): boolean => Math.abs(part - (color[index] as number)) < 40
  return Object.keys(COLORS).find((letter) => COLORS[letter]?.every(isNear)) ?? '?'
}

/** 8-bit PNGs without interlacing: all that stb writes. PNG 3rd edition, 9.2. */
export function readPng(file: Uint8Array): Pixels {
  const bytes = Buffer.from(file)
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[bytes[25] as number] as number
  const data: Buffer[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
  }
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels)
  const rgba = new Uint8Array(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgba.set(asRgba(rows.subarray(pixel * channels, (pixel + 1) * channels)), pixel * 4)
  }
  return { width, height, rgba }
}

function asRgba([a = 0, b = 255, c, d = 255]: Uint8Array): readonly number[] {
  return c === undefined ? [a, a, a, b] : [a, b, c, d]
}

function unfiltered(data: Uint8Array, row: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(row * height)
  for (let y = 0; y < height; y++) {
    const filter = data[y * (row + 1)] as number
    for (let x = 0; x < row; x++) {
      const left = x < channels ? 0 : (out[y * row + x - channels] as number)
      const up = y === 0 ? 0 : (out[(y - 1) * row + x] as number)
      const corner = x < channels || y === 0 ? 0 : (out[(y - 1) * row + x - channels] as number)
      out[y * row + x] = (data[y * (row + 1) + 1 + x] as number) + predicted(filter, left, up, corner)
    }
  }
  return out
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 4) {
    const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
    return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
  }
  return [0, left, up, (left + up) >> 1][filter] as number
}

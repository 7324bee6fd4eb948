import { crc32, deflateSync } from 'node:zlib'

/** An 8-bit PNG of rows of RGB or RGBA, each with the filter whose residues are smallest. PNG 3rd edition, 9 and 12.8. */
export function png(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const channels = pixels.length / width / height
  const row = width * channels
  const filtered = new Uint8Array((row + 1) * height)
  for (let y = 0; y < height; y++) {
    const at = (x: number, line: number): number => (x < 0 || line < 0 ? 0 : (pixels[line * row + x] as number))
    const best = FILTERS
      .map((predict, filter) => ({ filter, bytes: Uint8Array.from({ length: row }, (_, x) =>
        at(x, y) - predict(at(x - channels, y), at(x, y - 1), at(x - channels, y - 1))) }))
      .reduce((a, b) => (residue(b.bytes) < residue(a.bytes) ? b : a))
    filtered[y * (row + 1)] = best.filter
    filtered.set(best.bytes, y * (row + 1) + 1)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, channels === 4 ? 6 : 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(filtered, { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

type Filter = (left: number, up: number, corner: number) => number

const FILTERS: readonly Filter[] = [
  () => 0, (left) => left, (_, up) => up, (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
    return a <= b && a <= c ? left : b <= c ? up : corner
  },
]

const residue = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum + Math.min(byte, 256 - byte), 0)

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(data.length + 12)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8)
  return bytes
}

// node nodes-library/samples/draw/draw.ts
// Draws the sample pictures: nobody's photographs, so nobody's rights. The JPEG is written by the library's package.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jcoCaller } from '../../build/jco-caller.ts'
import { balloon } from './balloon.ts'
import { byteOf } from './color.ts'
import { ASPECT, landscape } from './landscape.ts'
import { png } from './png.ts'

const SAMPLES = join(import.meta.dirname, '..')

await writeFile(join(SAMPLES, 'balloon.png'), drawBalloon(320))
await writeFile(join(SAMPLES, 'landscape.jpg'), await jpeg(drawLandscape(1000), 78))

function drawLandscape(width: number): Uint8Array {
  const height = Math.round(width / ASPECT)
  const pixels = new Uint8Array(width * height * 3)
  for (let index = 0; index < width * height; index++) {
    const [x, y] = [index % width + 0.5, Math.floor(index / width) + 0.5]
    pixels.set(landscape(x / height, y / height, 0.7 / height).map(byteOf), index * 3)
  }
  return png(width, height, pixels)
}

function drawBalloon(size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4)
  for (let index = 0; index < size * size; index++) {
    const { color, alpha } = balloon((index % size + 0.5) / size, (Math.floor(index / size) + 0.5) / size, 0.8 / size)
    pixels.set(alpha === 0 ? [0, 0, 0, 0] : [...color.map(byteOf), Math.round(alpha * 255)], index * 4)
  }
  return png(size, size, pixels)
}

async function jpeg(picture: Uint8Array, quality: number): Promise<Uint8Array> {
  const call = await jcoCaller(await readFile(join(SAMPLES, '..', 'packages', 'image.wasm')))
  const { out } = await call('runnel:image/image.convert', {
    picture: Buffer.from(picture).toString('base64'), format: 'jpeg', quality,
  })
  if (typeof out !== 'string') throw new Error('the picture could not be written as a JPEG')
  return Buffer.from(out, 'base64')
}

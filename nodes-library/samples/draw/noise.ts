import { smooth } from './color.ts'

/** 0 to 1, the same for the same place. */
function hash(x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32
}

/** Value noise, 0 to 1, one bump per unit. */
export function noise(x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)]
  const [u, v] = [smooth(0, 1, x - column), smooth(0, 1, y - row)]
  const top = hash(column, row) * (1 - u) + hash(column + 1, row) * u
  const bottom = hash(column, row + 1) * (1 - u) + hash(column + 1, row + 1) * u
  return top * (1 - v) + bottom * v
}

/** Octaves of noise, each twice as fine and half as strong; about 0 to 1. */
export function fractal(x: number, y: number, octaves: number): number {
  let [sum, strength, scale] = [0, 0.5, 1]
  for (let octave = 0; octave < octaves; octave++) {
    sum += strength * noise(x * scale + octave * 17.3, y * scale - octave * 9.1)
    strength /= 2
    scale *= 2
  }
  return sum / (1 - 0.5 ** octaves)
}

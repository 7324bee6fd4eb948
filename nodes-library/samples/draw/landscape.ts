import { add, gradient, hex, mix, smooth } from './color.ts'
import type { Color } from './color.ts'
import { fractal, noise } from './noise.ts'

/** Width over height of the scene. */
export const ASPECT = 4 / 3

const SHORE = 0.64
const SUN = { x: 0.88, y: 0.365 }

const SKY = [
  [0, hex(0x2b4a7f)], [0.22, hex(0x5f7fb0)], [0.42, hex(0xd9a6a0)], [0.54, hex(0xffc987)], [0.66, hex(0xffe3b0)],
] as const
const SUNLIGHT = hex(0xffc06a)

/** From far to near. `height` is above the shore. */
const RIDGES = [
  { height: 0.235, rough: 0.2, scale: 2.3, seed: 3, color: hex(0x8f8fb4), haze: 0.5 },
  { height: 0.16, rough: 0.15, scale: 3.1, seed: 41, color: hex(0x5d6a94), haze: 0.32 },
  { height: 0.085, rough: 0.1, scale: 4.6, seed: 77, color: hex(0x34486c), haze: 0.16 },
  { height: 0.03, rough: 0.05, scale: 9, seed: 120, color: hex(0x1d2f47), haze: 0.05 },
] as const

/** The color at a place: `x` from 0 to `ASPECT`, `y` downwards from 0 to 1. `blur` is a pixel's size. */
export function landscape(x: number, y: number, blur: number): Color {
  const scene = y < SHORE ? above(x, y, blur) : lake(x, y, blur)
  return foreground(scene, x, y, blur)
}

function above(x: number, y: number, blur: number): Color {
  let color = sky(x, y)
  for (const ridge of RIDGES) {
    const trees = ridge.seed === 120 ? 0.02 * fractal(x * 70, 5, 3) : 0
    const rough = ridge.rough * (fractal(x * ridge.scale + ridge.seed, ridge.seed, 6) - 0.5)
    const peak = SHORE - ridge.height - rough - trees
    const lit = smooth(0.25, 0.85, fractal(x * 14 + ridge.seed, y * 22, 4)) * 0.18
    const depth = smooth(peak, SHORE, y)
    const hazy = mix(ridge.color, hex(0xffd3a0), ridge.haze * (0.25 + 0.75 * depth))
    color = mix(color, add(hazy, SUNLIGHT, lit * ridge.haze), smooth(-blur, blur, y - peak))
  }
  return color
}

function sky(x: number, y: number): Color {
  const distance = Math.hypot(x - SUN.x, y - SUN.y)
  const glow = 0.55 * Math.exp(-distance * 5) + 0.5 * Math.exp(-distance * 22)
  const cloud = smooth(0.5, 0.82, fractal(x * 2.2 + y * 1.4, y * 9, 5)) * smooth(0.5, 0.1, y) * 0.75
  const clouded = mix(gradient(SKY, y), mix(hex(0xf3d4cf), SUNLIGHT, Math.exp(-distance * 2.5)), cloud)
  const disc = smooth(0.047, 0.044, distance)
  return mix(add(clouded, SUNLIGHT, glow * (1 - cloud * 0.5)), hex(0xfff4d6), disc)
}

/** The scene upside down, broken by ripples that grow towards the viewer. */
function lake(x: number, y: number, blur: number): Color {
  const depth = (y - SHORE) / (1 - SHORE)
  const ripple = (noise(x * 26 / (0.3 + depth), 40 / (0.12 + depth)) - 0.5) * (0.01 + 0.1 * depth)
  const mirrored = above(x + ripple * 0.25, Math.max(0, SHORE - (y - SHORE) * 0.92 - Math.abs(ripple)), blur * 4)
  const water = mix(mirrored, hex(0x16324f), 0.2 + 0.34 * depth)
  const path = Math.exp(-Math.abs(x - SUN.x + ripple) * (16 - 9 * depth))
  const glitter = smooth(0.36, 0.8, noise(x * 60, 70 / (0.1 + depth)))
  return add(water, SUNLIGHT, 0.55 * path * glitter)
}

/** Firs on a bank at the left, against the light. */
function foreground(scene: Color, x: number, y: number, blur: number): Color {
  const bank = 0.93 + 0.1 * x - 0.03 * fractal(x * 9, 8, 4)
  let shade = smooth(-blur, blur, y - bank)
  for (const [at, tip, base, width] of FIRS) shade = Math.max(shade, fir(x - at, y, tip, base, width, blur))
  return mix(scene, hex(0x0d1a26), shade)
}

/** Where, from which height to which, how wide. */
const FIRS = [
  [0.07, 0.3, 0.97, 0.1], [0.18, 0.45, 0.98, 0.075], [0.265, 0.6, 0.98, 0.055], [-0.02, 0.48, 0.98, 0.09],
  [0.34, 0.73, 0.99, 0.04],
] as const

function fir(x: number, y: number, tip: number, base: number, width: number, blur: number): number {
  if (y < tip || y > base) return 0
  // Branches hang: their lower edges rise from the outside to the stem.
  const down = (y - tip + 0.35 * Math.abs(x)) / (base - tip)
  const branch = (down * 19 + 0.5 * noise(x > 0 ? 3 : 9, y * 60)) % 1
  const ragged = 0.82 + 0.36 * noise(x * 70, y * 130)
  const half = width * down ** 0.9 * (0.6 + 0.4 * branch) * ragged
  return smooth(blur, -blur, Math.abs(x) - Math.max(half, 0.0012))
}

import { hex, mix, smooth } from './color.ts'
import type { Color } from './color.ts'

export interface Dot {
  readonly color: Color
  /** 0 is transparent. */
  readonly alpha: number
}

const STRIPES = [hex(0xe4572e), hex(0xf7b538), hex(0xfdf0d5), hex(0x2e86ab)] as const
const NOTHING: Dot = { color: [0, 0, 0], alpha: 0 }

/** A hot-air balloon on nothing: `x` and `y` from 0 to 1. `blur` is a pixel's size. */
export function balloon(x: number, y: number, blur: number): Dot {
  return [envelope(x, y, blur), basket(x, y, blur), ropes(x, y, blur), shadow(x, y)].reduce(under, NOTHING)
}

/** `below` shows where `above` lets it. */
function under(above: Dot, below: Dot): Dot {
  const alpha = above.alpha + below.alpha * (1 - above.alpha)
  if (alpha === 0) return NOTHING
  return { color: mix(below.color, above.color, above.alpha / alpha), alpha }
}

/** 1 where `value` is below `limit`, 0 above, with a soft edge. */
const below = (limit: number, value: number, blur: number): number => smooth(-blur, blur, limit - value)

function envelope(x: number, y: number, blur: number): Dot {
  const top = 0.05
  const mouth = 0.7
  const middle = 0.36
  // A ball above its middle, drawn in towards the mouth below it.
  const down = (y - middle) / (mouth - middle)
  const half = y < middle
    ? 0.33 * Math.sqrt(Math.max(0, 1 - ((middle - y) / (middle - top)) ** 2))
    : 0.33 * (1 - 0.78 * smooth(0, 1.12, down))
  const across = (x - 0.5) / Math.max(half, 1e-6)
  const inside = below(half, Math.abs(x - 0.5), blur) * below(y, top, blur) * below(mouth, y, blur)
  if (inside === 0) return NOTHING
  // Gores are meridians: evenly spaced by angle, so narrow at the rim.
  const angle = Math.asin(Math.min(1, Math.max(-1, across)))
  const gore = (angle / Math.PI + 0.5) * 9
  const stripe = STRIPES[Math.floor(gore) % STRIPES.length] as Color
  const seam = smooth(0.03, 0, Math.min(gore % 1, 1 - (gore % 1))) * 0.25
  const light = smooth(1.15, -0.2, Math.hypot(across + 0.4, (y - 0.24) * 2.4))
  const shaded = mix(stripe, hex(0x2a1a3c), 0.58 * (1 - light) + seam)
  return { color: mix(shaded, hex(0xffffff), 0.35 * light ** 4), alpha: inside }
}

function basket(x: number, y: number, blur: number): Dot {
  const half = 0.062 - 0.1 * Math.max(0, y - 0.83)
  const inside = below(half, Math.abs(x - 0.5), blur) * below(y, 0.81, blur) * below(0.92, y, blur)
  const weave = 0.5 + 0.5 * Math.sin(y * 420) * Math.sign(Math.sin(x * 300))
  const rim = smooth(0.83, 0.822, y)
  return { color: mix(mix(hex(0x8a5a2b), hex(0xb97f45), weave), hex(0x5a3517), rim), alpha: inside }
}

function ropes(x: number, y: number, blur: number): Dot {
  if (y < 0.69 || y > 0.82) return NOTHING
  const down = (y - 0.69) / 0.13
  const nearest = Math.min(...[-1, -0.35, 0.35, 1].map((at) => Math.abs(x - 0.5 - at * (0.07 - 0.013 * down))))
  return { color: hex(0x4a3524), alpha: smooth(blur * 1.6, blur * 0.4, nearest) }
}

/** Soft, so that the transparency has every degree. */
function shadow(x: number, y: number): Dot {
  return { color: hex(0x101828), alpha: 0.35 * smooth(1, 0, Math.hypot((x - 0.5) / 0.22, (y - 0.965) / 0.03)) }
}

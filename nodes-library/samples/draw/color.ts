/** Linear light, 0 to 1, so that mixing looks right. */
export type Color = readonly [red: number, green: number, blue: number]

/** A color as a painter's hex number, `0xffd9a0`. */
export const hex = (srgb: number): Color => [linear(srgb >> 16), linear((srgb >> 8) & 255), linear(srgb & 255)]

const linear = (byte: number): number => {
  const c = byte / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

/** 0 to 255, as sRGB. */
export function byteOf(light: number): number {
  const c = Math.min(1, Math.max(0, light))
  return Math.round(255 * (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055))
}

export const mix = (a: Color, b: Color, amount: number): Color =>
  [a[0] + (b[0] - a[0]) * amount, a[1] + (b[1] - a[1]) * amount, a[2] + (b[2] - a[2]) * amount]

export const add = (a: Color, b: Color, amount: number): Color =>
  [a[0] + b[0] * amount, a[1] + b[1] * amount, a[2] + b[2] * amount]

/** Along stops at rising positions. */
export function gradient(stops: readonly (readonly [at: number, color: Color])[], at: number): Color {
  const next = stops.findIndex(([position]) => position >= at)
  const to = stops[next === -1 ? stops.length - 1 : next] as readonly [number, Color]
  const from = stops[Math.max(0, next - 1)] as readonly [number, Color]
  if (next <= 0) return to[1]
  return mix(from[1], to[1], (at - from[0]) / (to[0] - from[0]))
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smooth(from: number, to: number, at: number): number {
  const t = Math.min(1, Math.max(0, (at - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

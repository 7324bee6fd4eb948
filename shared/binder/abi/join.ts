import type { CoreType, CoreValue } from './call.ts'

/** What happens to the core value of a case's payload where the cases of a variant share one ("flatten_variant"). */
export type Coercion = 'none' | 'i32-f32' | 'i64-i32' | 'i64-f32' | 'i64-f64'

/** "join", over all cases. */
export function joined(cases: readonly (readonly CoreType[])[]): readonly CoreType[] {
  const types: CoreType[] = []
  for (const flat of cases) {
    flat.forEach((type, index) => {
      const before = types[index]
      types[index] = before === undefined ? type : join(before, type)
    })
  }
  return types
}

function join(a: CoreType, b: CoreType): CoreType {
  if (a === b) return a
  return (a === 'i32' && b === 'f32') || (a === 'f32' && b === 'i32') ? 'i32' : 'i64'
}

/** Empty when nothing has to be done. */
export function coercionsOf(types: readonly CoreType[], shared: readonly CoreType[]): readonly Coercion[] {
  const coercions = types.map((type, index): Coercion => {
    const have = shared[index] as CoreType
    return have === type ? 'none' : (`${have}-${type}` as Coercion)
  })
  return coercions.every((coercion) => coercion === 'none') ? [] : coercions
}

const scratch = new DataView(new ArrayBuffer(8))

/** From what the cases share to what this one has ("lift_flat_variant"). */
export function liftJoined(flat: CoreValue[], from: number, coercions: readonly Coercion[]): void {
  for (let index = 0; index < coercions.length; index += 1) {
    const value = flat[from + index] as CoreValue
    switch (coercions[index] as Coercion) {
      case 'none': break
      case 'i32-f32': flat[from + index] = toF32(value as number); break
      case 'i64-i32': flat[from + index] = low32(value as bigint); break
      case 'i64-f32': flat[from + index] = toF32(low32(value as bigint)); break
      case 'i64-f64':
        scratch.setBigInt64(0, value as bigint)
        flat[from + index] = scratch.getFloat64(0)
    }
  }
}

/** The other way round ("lower_flat_variant"): an i32 becomes an i64 without a sign. */
export function lowerJoined(flat: CoreValue[], from: number, coercions: readonly Coercion[]): void {
  for (let index = 0; index < coercions.length; index += 1) {
    const value = flat[from + index] as CoreValue
    switch (coercions[index] as Coercion) {
      case 'none': break
      case 'i32-f32': flat[from + index] = fromF32(value as number); break
      case 'i64-i32': flat[from + index] = BigInt((value as number) >>> 0); break
      case 'i64-f32': flat[from + index] = BigInt(fromF32(value as number) >>> 0); break
      case 'i64-f64':
        scratch.setFloat64(0, value as number)
        flat[from + index] = scratch.getBigInt64(0)
    }
  }
}

function low32(value: bigint): number {
  return Number(BigInt.asIntN(32, value))
}

function toF32(bits: number): number {
  scratch.setInt32(0, bits)
  return scratch.getFloat32(0)
}

function fromF32(value: number): number {
  scratch.setFloat32(0, value)
  return scratch.getInt32(0)
}

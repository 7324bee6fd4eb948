import { Refusal } from '../refusal.ts'
import type { Current } from '../surroundings.ts'
import { environmentOf, refuse } from '../surroundings.ts'

const MAX_BYTES = 16n * 1024n * 1024n

/** wasi:random: all of it comes from the engine, so that a run can be repeated. */
export function random(current: Current) {
  const bytes = (count: bigint): Uint8Array => {
    if (count > MAX_BYTES) refuse(current, new Refusal('limit', `The component asks for ${count} random bytes at once, ${MAX_BYTES} are allowed`))
    return environmentOf(current).randomBytes(Number(count))
  }
  const u64 = (): bigint => {
    const eight = bytes(8n)
    return new DataView(eight.buffer, eight.byteOffset, 8).getBigUint64(0, true)
  }
  return {
    'wasi:random/random': { getRandomBytes: bytes, getRandomU64: u64 },
    'wasi:random/insecure': { getInsecureRandomBytes: bytes, getInsecureRandomU64: u64 },
    'wasi:random/insecure-seed': { insecureSeed: () => [u64(), u64()] },
  }
}

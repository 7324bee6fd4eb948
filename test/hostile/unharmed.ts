import { afterEach, beforeAll, expect } from 'vitest'
import { bystander, mainMemory, type Memory } from './target.ts'

const MIB = 1024 * 1024
/** What the main process may need more than before after an attack. */
const MAY_NEED = 50 * MIB
/** Heaps and the thread of the store keep what they once had: measured, 600 failing runs at once take it up by 110 MB, and no more. */
const MAY_HAVE = 250 * MIB

/** After each test of the file: another deployment answers, and the main process is as large as before. */
export function expectUnharmed(): void {
  let before: Memory = { live: 0, resident: 0 }
  let answers = () => Promise.resolve('')
  beforeAll(async () => {
    answers = await bystander()
    await answers()
    before = await mainMemory()
  })
  afterEach(async () => {
    expect(await answers()).toBe('here')
    const { live, resident } = await mainMemory()
    expect(live - before.live).toBeLessThan(MAY_NEED)
    expect(resident - before.resident).toBeLessThan(MAY_HAVE)
  })
}

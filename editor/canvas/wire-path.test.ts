import { expect, it } from 'vitest'
import { wirePath } from './wire-path.ts'

const height = (y: number) => ({ top: y - 50, bottom: y + 50 })

it.each([
  { to: 'the right', sourceX: 0, sourceY: 0, targetX: 200, targetY: 100, at: [100, 50], room: 200 },
  { to: 'the left in one row, below both', sourceX: 500, sourceY: 0, targetX: 0, targetY: 40, at: [250, 118], room: 548 },
  { to: 'the left and down, between them', sourceX: 250, sourceY: 0, targetX: 0, targetY: 200, at: [125, 100], room: 298 },
  { to: 'the left and up, between them', sourceX: 250, sourceY: 200, targetX: 0, targetY: 0, at: [125, 100], room: 298 },
])('a wire to $to has room for its value there', ({ at, room, to: _, ...ends }) => {
  const { x, y, room: given } = wirePath(ends, height(ends.sourceY), height(ends.targetY))
  expect({ at: [x, y], room: given }).toEqual({ at, room })
})

it('a wire back goes below the nodes that it leaves and enters', () =>
  expect(wirePath({ sourceX: 500, sourceY: 0, targetX: 0, targetY: 0 }, height(0), height(0)).d).toBe(
    'M500 0L 512,0Q 524,0 524,12L 524,66Q 524,78 512,78L -12,78Q -24,78 -24,66L -24,12Q -24,0 -12,0L0 0',
  ))

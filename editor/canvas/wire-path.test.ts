import { expect, it } from 'vitest'
import { wirePath } from './wire-path.ts'

const ONLY = { at: 0, of: 1 }
const height = (y: number) => ({ top: y - 50, bottom: y + 50 })

it.each([
  { to: 'the right', sourceX: 0, sourceY: 0, targetX: 200, targetY: 80, at: [100, 40], room: 200 },
  { to: 'the right, with little between', sourceX: 0, sourceY: 0, targetX: 30, targetY: 20, at: [15, 10], room: 30 },
  { to: 'a node that touches this one', sourceX: 5, sourceY: 0, targetX: 0, targetY: 20, at: [2.5, 10], room: -5 },
  { to: 'a node below, a little to the right', sourceX: 0, sourceY: 0, targetX: 30, targetY: 200, at: [15, 100], room: 144 },
  { to: 'a node above, a little to the right', sourceX: 0, sourceY: 200, targetX: 30, targetY: 0, at: [15, 100], room: 144 },
  { to: 'a node below, a little to the left', sourceX: 40, sourceY: 0, targetX: 0, targetY: 200, at: [20, 100], room: 144 },
  { to: 'the left in one row, below both', sourceX: 500, sourceY: 0, targetX: 0, targetY: 40, at: [250, 118], room: 548 },
  { to: 'the left and down, between them', sourceX: 250, sourceY: 0, targetX: 0, targetY: 200, at: [125, 100], room: 298 },
  { to: 'the left and up, between them', sourceX: 250, sourceY: 200, targetX: 0, targetY: 0, at: [125, 100], room: 298 },
])('a wire to $to has room for its value there', ({ at, room, to: _, ...ends }) => {
  const { places: [place], room: given } = wirePath(ends, height(ends.sourceY), height(ends.targetY), ONLY)
  expect({ at: [place?.x, place?.y], room: given }).toEqual({ at, room })
})

it('a wire back goes below the nodes that it leaves and enters', () =>
  expect(wirePath({ sourceX: 500, sourceY: 0, targetX: 0, targetY: 0 }, height(0), height(0), ONLY).d).toBe(
    'M500 0L 512,0Q 524,0 524,12L 524,66Q 524,78 512,78L -12,78Q -24,78 -24,66L -24,12Q -24,0 -12,0L0 0',
  ))

it.each([
  { between: 'nodes in one row', targetY: 0, heights: [78, 100, 122] },
  { between: 'nodes with a gap of 100 between them', targetY: 200, heights: [78, 100, 122] },
  { between: 'nodes with a gap of 30 between them', targetY: 130, heights: [55, 65, 75] },
])('wires back between $between stand one below the other', ({ targetY, heights }) =>
  expect([0, 1, 2].map((at) =>
    wirePath({ sourceX: 500, sourceY: 0, targetX: 0, targetY }, height(0), height(targetY), { at, of: 3 }).places[0]?.y,
  )).toEqual(heights))

it('has places for its value along the curve, from the middle outwards', () => {
  const { d, places } = wirePath({ sourceX: 0, sourceY: 0, targetX: 200, targetY: 80 }, height(0), height(80), ONLY)
  expect(d).toBe('M0,0 C100,0 100,80 200,80')
  expect(places.slice(0, 3).map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([[100, 40], [88, 30], [112, 50]])
})

import { expect, it } from 'vitest'
import { BUILT_IN } from '../library/catalogue.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { choicesFor, type Fit } from './choices.ts'

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }

const found = (query: string, fit: Fit | null) =>
  choicesFor(BUILT_IN, query, fit).map(({ entry, port }) => `${entry.label}${port === null ? '' : ` → ${port}`}`)

it('lists every node without a wire', () =>
  expect(found('', null).length).toBe(BUILT_IN.flatMap(({ entries }) => entries).length))

it('lists the nodes that a dropped wire fits, with the port it goes to', () =>
  expect(found('', { side: 'input', type: JSON_TYPE })).toEqual([
    'HTTP reply → body',
    'Debug → value',
    'Parse JSON → text',
    'Print JSON → value',
    'Parse number → text',
    'To text → value',
  ]))

it('lists the nodes that feed an input', () =>
  expect(found('', { side: 'output', type: { kind: 'f64' } })).toEqual([
    'Button → out',
    'Parse JSON → out',
    'Parse number → out',
  ]))

it('finds by name among those', () =>
  expect(found('parse', { side: 'input', type: JSON_TYPE })).toEqual(['Parse JSON → text', 'Parse number → text']))

import type { Json } from '../../shared/json/json.ts'

/** The settings that a node has when it comes onto the canvas: enough to run at once. */
export function startSettings(name: string): Readonly<Record<string, Json>> {
  switch (name) {
    case 'http': return { method: 'GET', path: '/hello' }
    case 'inputs': return { inputs: { text: 'string' } }
    case 'interval': return { everyMs: 5000 }
    case 'switch': return { rules: [{ name: 'match', when: 'equals', to: '' }], otherwise: 'other' }
    case 'to-integer': return { type: 's32' }
    default: return {}
  }
}

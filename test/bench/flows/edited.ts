import type { Directive } from '../../../shared/directive/schema.ts'
import { builtPackage } from './pinned.ts'

const STEPS = Array.from({ length: 8 }, (_, step) => step)
const CARD_PX = 340

/** The wires behind `step-0`, as the editor names them: all of them carry what is typed into its `first`. */
export const EDITED_WIRES = STEPS.map(
  (step) => `step-${step}.out → ${step === STEPS.length - 1 ? 'reply.body' : `step-${step + 1}.first`}`,
)

/** Ten nodes, with room for the values on the wires: text that begins with what stands in `step-0.first`. */
export function editedDirective(): Directive {
  const first = { use: CONCAT, in: { first: { value: '' }, second: { from: 'request.out.path' } } }
  const chain = STEPS.slice(1).map(
    (step) =>
      [
        `step-${step}`,
        { use: CONCAT, in: { first: { from: `step-${step - 1}.out` }, second: { value: '.' } } },
      ] as const,
  )
  const nodes = {
    request: { trigger: 'http', with: { method: 'GET', path: '/edited' } },
    'step-0': first,
    ...Object.fromEntries(chain),
    reply: { sink: 'http-reply', in: { body: { from: `step-${STEPS.length - 1}.out` } } },
  }
  return {
    directive: 1,
    name: 'edited',
    packages: { text: builtPackage('runnel:text@1.0.0') },
    flows: { edited: { nodes } },
    view: {
      edited: Object.fromEntries(Object.keys(nodes).map((id, at) => [id, { x: at * CARD_PX, y: (at % 2) * 40 }])),
    },
  }
}

const CONCAT = 'text#runnel:text/text.concat'

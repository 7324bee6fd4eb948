import type { Directive } from '../../../shared/directive/schema.ts'
import { builtPackage } from './pinned.ts'

/** GET /deployed through a chain of `nodes` nodes, request and reply included. The answer contains `token`. */
export function longDirective(nodes: number, token: string): Directive {
  const steps = Array.from({ length: nodes - 2 }, (_, step) => step)
  const chain = steps.map((step) => [`step-${step}`, stepNode(step, step === 0 ? token : String(step))] as const)
  return {
    directive: 1,
    name: 'long',
    packages: { json: builtPackage('runnel:json@1.0.0') },
    flows: {
      long: {
        nodes: {
          request: { trigger: 'http', with: { method: 'GET', path: '/deployed' } },
          ...Object.fromEntries(chain),
          reply: { sink: 'http-reply', in: { body: { from: `step-${steps.length - 1}.out` } } },
        },
      },
    },
  }
}

function stepNode(step: number, value: string): Directive['flows'][string]['nodes'][string] {
  const before = step === 0 ? 'request.out.query' : `step-${step - 1}.out`
  return {
    use: 'json#runnel:json/json.set',
    in: { target: { from: before }, path: { value: `step-${step}` }, value: { value } },
  }
}

import type { Directive, Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { CORES } from '../../shared/nodes/catalogue.ts'
import type { CoreExample } from '../../shared/nodes/definition.ts'
import type { TracedFiring } from '../../shared/runner/messages.ts'

interface Case extends CoreExample {
  readonly core: string
  /** The node that calls it. */
  readonly node: string
}

const CASES: readonly Case[] = [...CORES.values()].flatMap(({ name, work }) =>
  work.kind === 'call' ? work.examples.map((example, at) => ({ ...example, core: name, node: `${name}-${at}` })) : [])

/**
 * One flow with a node for each example of each core node. What is of a type of its own is a config variable: a typed-in
 * value would be json. What fails goes to a sink, so that one failure does not end the others.
 */
export function coreExampleFlow(): Directive {
  const config: NonNullable<Directive['config']> = {}
  const nodes: Record<string, Node> = { start: { trigger: 'manual' } }
  for (const { core, node, with: settings, in: inputs, types = {} } of CASES) {
    const bound = Object.entries(inputs).map(([name, value]) => {
      const type = types[name]
      if (type === undefined) return [name, { value }] as const
      config[`${node}-${name}`] = { type, default: value }
      return [name, { config: `${node}-${name}` }] as const
    })
    nodes[node] = {
      core, in: Object.fromEntries(bound), after: ['start.out'], ...(settings === undefined ? {} : { with: settings }),
    }
  }
  nodes.failures = {
    sink: 'debug', in: { value: { value: 'failed' } }, after: [CASES.map(({ node }) => `${node}.failed`)],
  }
  return { directive: 1, name: 'core-examples', config, packages: {}, flows: { examples: { nodes } } }
}

/** A list of three values, of which the first comes last. */
export const COLLECTING: Directive = {
  directive: 1, name: 'collecting', packages: {},
  flows: { main: { nodes: {
    start: { trigger: 'manual' },
    late: { core: 'delay', in: { value: { value: 'late' }, ms: { value: 20 } }, after: ['start.out'] },
    early: { core: 'delay', in: { value: { value: 'early' }, ms: { value: 0 } }, after: ['start.out'] },
    all: { core: 'collect', in: { item: { from: ['late.out', 'start.out', 'early.out'] } } },
  } } },
}

/** What each example gives, as it says itself: a line each. */
export function toldExamples(): readonly string[] {
  return CASES.map((each) => lineOf(each, each.out))
}

interface Traced {
  readonly firings: readonly Pick<TracedFiring, 'node' | 'outputs'>[]
}

/** What each example gave, by the ports that fired. `result`, and `failed` beside `err`, stand only where they are told. */
export function givenExamples({ firings }: Traced): readonly string[] {
  return CASES.map((each) => {
    const firing = firings.find(({ node }) => node === each.node)
    const fired = Object.entries(firing?.outputs ?? {}).filter(([port]) =>
      port in each.out || !(port === 'result' || (port === 'failed' && 'err' in each.out)))
    return lineOf(each, Object.fromEntries(fired.map(([port, { json }]) => [port, port === 'failed' ? messageOf(json) : json])))
  })
}

function lineOf({ core, title }: Case, out: Readonly<Record<string, Json>>): string {
  return `${core}, ${title}: ${JSON.stringify(Object.entries(out).toSorted(([one], [other]) => (one < other ? -1 : 1)))}`
}

function messageOf(failure: Json): Json {
  return (failure as { readonly message: string }).message
}

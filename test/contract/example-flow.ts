import type { Directive, Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import type { PackageManifest } from '../../shared/package/manifest.ts'
import type { Trace } from '../../shared/runner/messages.ts'
import { examplesOf, failureOf } from '../../nodes-library/build/examples.ts'

/**
 * One flow with a node for each example of a package, its inputs as literals. Every node starts after the trigger, and
 * what fails goes to a sink, so that one example's error does not end the others.
 */
export function exampleFlow(manifest: PackageManifest, digest: string): Directive {
  const cases = examplesOf(manifest)
  const nodes: Record<string, Node> = { start: { trigger: 'manual' } }
  cases.forEach((example, at) => {
    const inputs = Object.entries(example.in).map(([name, value]) => [name, { value }] as const)
    nodes[nodeOf(at)] = { use: `it#${example.path}`, in: Object.fromEntries(inputs), after: ['start.out'] }
  })
  nodes.failures = {
    sink: 'debug', in: { value: { value: 'failed' } }, after: [cases.map((_, at) => `${nodeOf(at)}.failed`)],
  }
  return {
    directive: 1, name: 'examples', flows: { examples: { nodes } },
    packages: { it: { package: `${manifest.name}@${manifest.version}`, digest } },
  }
}

/** The examples that a trace shows to have given something else, a sentence each. */
export function failedExamples(manifest: PackageManifest, trace: Trace): readonly string[] {
  return examplesOf(manifest).flatMap((example, at) => {
    const flaw = failureOf(example, givenBy(trace, nodeOf(at), Object.keys(example.out)))
    return flaw === null ? [] : [flaw]
  })
}

/** What every node gave on every port, for comparing two runners. */
export function valuesOf(trace: Trace): Readonly<Record<string, Json>> {
  const values = trace.firings.flatMap(({ node, outputs }) =>
    Object.entries(outputs).map(([port, { json }]) => [`${node}.${port}`, json] as const))
  return Object.fromEntries(values.sort(([one], [other]) => (one < other ? -1 : 1)))
}

const nodeOf = (at: number) => `case-${at}`

function givenBy(trace: Trace, node: string, ports: readonly string[]): Readonly<Record<string, Json>> {
  const firing = trace.firings.find((each) => each.node === node)
  const outputs = Object.entries(firing?.outputs ?? {}).filter(([port]) => ports.includes(port))
  return Object.fromEntries(outputs.map(([port, { json }]) => [port, json]))
}

import { suggest } from '../directive/did-you-mean.ts'
import { problem } from '../directive/problem.ts'
import type { OperatorPolicy } from '../directive/operator-policy.ts'
import type { Directive, Node } from '../directive/schema.ts'
import { coreOutputs } from '../nodes/core-outputs.ts'
import { settle } from '../nodes/settle.ts'
import { outputName } from '../nodes/output.ts'
import { CORES, SINKS, TRIGGERS } from '../nodes/catalogue.ts'
import type { Flaw } from '../directive/explain.ts'
import type { Given, InputDefinition } from '../nodes/definition.ts'
import type { ComponentFunction, ComponentInfo } from '../wit/component.ts'
import { FAILURE_TYPE, outputsOf } from '../wit/ports.ts'
import type { Variables } from '../wit/type-variables.ts'
import type { PortType } from '../wit/types.ts'
import { blankSignature } from './blank.ts'
import { flowNodeSignature, type FlowsAtHand } from './flow-node.ts'
import { nodePlace, unsupported, type NodePlace, type Report } from './report.ts'
import { resolveMiddleware } from './middleware.ts'
import { resolveGrants } from './grants.ts'
import type { Action } from './types.ts'

/** What a node does and which ports it has, before anything is said about its wires. */
export interface Signature {
  readonly action: Action
  readonly inputs: readonly InputPort[]
  readonly outputs: ReadonlyMap<string, PortType>
  /** False when the node's ports could not be found out: nothing more is said about wires to and from it. */
  readonly known: boolean
}

export type InputPort = Pick<InputDefinition, 'name' | 'type' | 'required'>

/**
 * What a component's bytes say, by digest; undefined when the component is not at hand. Equal digests give one object.
 */
export type Components = (digest: string) => ComponentInfo | undefined

const FAILED_ONLY: ReadonlyMap<string, PortType> = new Map([['failed', FAILURE_TYPE]])
const SINK_OUTPUTS = outputsOf(null)
const NO_TYPES: Variables = new Map()

/** What names are looked up in. */
export interface Known {
  readonly directive: Directive
  readonly components: Components
  readonly policy: OperatorPolicy
  readonly flows: FlowsAtHand
}

/** Looks up what a node names; what is wrong is reported. */
export function signatureOf(
  node: Node, at: NodePlace, known: Known, report: Report,
): Signature {
  if ('use' in node) return ofFunction(node, at, known, report)
  if ('trigger' in node) return ofTrigger(node.trigger, node.with ?? {}, at, report)
  if ('sink' in node) return ofSink(node.sink, node.with ?? {}, at, report)
  if ('core' in node) return ofCore(node.core, node.with ?? {}, at, report)
  if ('blank' in node) return blankSignature(node.blank, at, report) ?? unknown('blank')
  return flowNodeSignature(node.flow, at, known.flows, report) ?? unknown(`flow ${node.flow}`)
}

function ofFunction(node: Extract<Node, { use: string }>, at: NodePlace, known: Known, report: Report): Signature {
  const { use } = node
  const { directive, components, policy } = known
  const hash = use.indexOf('#')
  const alias = use.slice(0, hash)
  const path = use.slice(hash + 1)
  const place = nodePlace(at, ['use'])
  const ref = Object.hasOwn(directive.packages, alias) ? directive.packages[alias] : undefined
  if (ref === undefined) {
    const aliases = Object.keys(directive.packages)
    report(problem(
      'unknown-alias', place, `No package of this directive is called ${alias}.`, suggest(alias, 'packages', aliases),
    ))
    return unknown(use)
  }
  const info = components(ref.digest)
  if (info === undefined) {
    const component = `the component with the digest ${ref.digest}`
    const mend = `Add ${component} to the library: in the editor, drop its file onto the window.`
    report(problem('unknown-package', place, `The package ${ref.package} is not in the library.`, mend))
    return unknown(use)
  }
  const fn = functionsOf(info).get(path)
  if (fn !== undefined) {
    const powers = resolveGrants(node, at, resolveMiddleware(node, at, info, known, report), policy, report)
    return {
      action: { kind: 'function', alias, digest: ref.digest, fn, powers },
      inputs: inputsOf(fn),
      outputs: functionOutputs(fn),
      known: true,
    }
  }
  const reason = info.unusable.find((each) => each.path === path)?.reason
  report(reason === undefined
    ? problem(
      'unknown-function',
      place,
      `${ref.package} has no function ${path}.`,
      suggest(path, 'functions', info.functions.map((each) => each.path)),
    )
    : problem(
      'unusable-function',
      place,
      `The function ${path} cannot be a node yet: ${reason}.`,
      'Use another function of the package.',
    ))
  return unknown(use)
}

function ofTrigger(name: string, given: Given, at: NodePlace, report: Report): Signature {
  const definition = TRIGGERS.get(name)
  if (definition === undefined) {
    report(problem(
      'unknown-trigger',
      nodePlace(at, ['trigger']),
      `There is no trigger ${name}.`,
      suggest(name, 'triggers', [...TRIGGERS.keys()]),
    ))
    return unknown(`trigger ${name}`)
  }
  const settled = definition.settle(given)
  if (!settled.ok) {
    reportFlaws(settled.flaws, at, report)
    return unknown(`trigger ${name}`)
  }
  const { settings, out } = settled.value
  return {
    action: { kind: 'trigger', trigger: settings },
    inputs: [],
    outputs: new Map([['out', out], ['failed', FAILURE_TYPE]]),
    known: true,
  }
}

function ofSink(name: string, given: Given, at: NodePlace, report: Report): Signature {
  const definition = SINKS.get(name)
  if (definition === undefined) {
    report(problem(
      'unknown-sink', nodePlace(at, ['sink']), `There is no sink ${name}.`, suggest(name, 'sinks', [...SINKS.keys()]),
    ))
    return unknown(`sink ${name}`)
  }
  const settled = settle(definition.settings, given, () => ({ ok: true, value: null }))
  if (!settled.ok) reportFlaws(settled.flaws, at, report)
  const { name: sink, inputs } = definition
  if (sink !== 'output') return { action: { kind: 'sink', sink }, inputs, outputs: SINK_OUTPUTS, known: true }
  if (!settled.ok) return unknown(`sink ${sink}`)
  return { action: { kind: 'sink', sink, name: outputName(given) }, inputs, outputs: SINK_OUTPUTS, known: true }
}

function ofCore(name: string, given: Given, at: NodePlace, report: Report): Signature {
  const definition = CORES.get(name)
  if (definition === undefined) {
    const mend = suggest(name, 'core nodes', [...CORES.keys()])
    report(unsupported(nodePlace(at, ['core']), `This Runnel has no core node ${name}.`, mend))
    return unknown(`core ${name}`)
  }
  const settled = definition.settle(given)
  if (!settled.ok) {
    reportFlaws(settled.flaws, at, report)
    return unknown(`core ${name}`)
  }
  const { inputs, result } = settled.value
  const called = result === 'never' ? null : result
  return {
    action: { kind: 'core', core: name, with: given, types: NO_TYPES, result: called },
    inputs,
    outputs: coreOutputs(definition, settled.value),
    known: true,
  }
}

function unknown(what: string): Signature {
  return { action: { kind: 'unresolved', what }, inputs: [], outputs: FAILED_ONLY, known: false }
}

function reportFlaws(flaws: readonly Flaw[], at: NodePlace, report: Report): void {
  for (const { path, message, mend } of flaws) {
    report(problem('bad-settings', nodePlace(at, ['with', ...path]), message, mend))
  }
}

// Resolving happens after every edit: what follows from a component alone is made once for each.

const functionsByPath = new WeakMap<ComponentInfo, ReadonlyMap<string, ComponentFunction>>()
const outputsByFunction = new WeakMap<ComponentFunction, ReadonlyMap<string, PortType>>()
const inputsByFunction = new WeakMap<ComponentFunction, readonly InputPort[]>()

function functionsOf(info: ComponentInfo): ReadonlyMap<string, ComponentFunction> {
  return once(functionsByPath, info, () => new Map(info.functions.map((fn) => [fn.path, fn])))
}

function functionOutputs(fn: ComponentFunction): ReadonlyMap<string, PortType> {
  return once(outputsByFunction, fn, () => outputsOf(fn.result))
}

function inputsOf(fn: ComponentFunction): readonly InputPort[] {
  return once(inputsByFunction, fn, () =>
    fn.params.map(({ name, type }) => ({ name, type, required: type.kind !== 'option' })))
}

function once<K extends object, V>(made: WeakMap<K, V>, key: K, make: () => V): V {
  let value = made.get(key)
  if (value === undefined) made.set(key, (value = make()))
  return value
}

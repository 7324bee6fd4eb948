import { CORES, SINKS, TRIGGERS } from '../../shared/nodes/catalogue.ts'
import type { Flow, Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import { entryDefinition } from '../../shared/wit/entry.ts'
import { BLANK_ENTRY } from '../library/blank-entry.ts'
import { shortPath } from '../library/catalogue.ts'

/** What a node shows of itself before anything is looked into. */
export interface Face {
  readonly label: string
  readonly detail: string
  readonly icon: string
  readonly help: string
  readonly tone: 'trigger' | 'function' | 'sink' | 'core' | 'flow' | 'blank' | 'unknown'
}

/** Where to look up what a node names. */
export interface FaceSources {
  readonly packageFor: (alias: string) => LibraryPackage | undefined
  readonly flowFor: (flow: string) => Flow | undefined
}

export function faceOf(id: string, node: Node, sources: FaceSources): Face {
  const face = ownFace(id, node, sources)
  return node.label === undefined
    ? face
    : { ...face, label: node.label, detail: face.detail === '' ? face.label : face.detail }
}

function ownFace(id: string, node: Node, { packageFor, flowFor }: FaceSources): Face {
  if ('use' in node) return functionFace(node.use, packageFor)
  if ('trigger' in node)
    return builtInFace(
      TRIGGERS.get(node.trigger),
      node.trigger,
      triggerDetail(node.trigger, node.with ?? {}),
      'trigger',
    )
  if ('sink' in node) return builtInFace(SINKS.get(node.sink), node.sink, sinkDetail(node), 'sink')
  if ('core' in node) return builtInFace(CORES.get(node.core), node.core, '', 'core')
  if ('flow' in node) return flowFace(node.flow, flowFor(node.flow))
  const { label, detail, icon, help } = BLANK_ENTRY
  return { label, detail: node.label === undefined ? '' : detail, icon, help, tone: 'blank' }
}

function flowFace(id: string, flow: Flow | undefined): Face {
  if (flow === undefined) return { label: id, detail: 'unknown flow', icon: 'workflow', help: '', tone: 'unknown' }
  return { label: flow.label ?? id, detail: 'flow', icon: 'workflow', help: flow.note ?? '', tone: 'flow' }
}

function functionFace(use: string, packageFor: (alias: string) => LibraryPackage | undefined): Face {
  const hash = use.indexOf('#')
  const path = use.slice(hash + 1)
  const from = packageFor(use.slice(0, hash))
  const manifest = from?.manifest ?? null
  const node = manifest?.nodes[path]
  const name = path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1)
  const fn = from?.component.functions.find((each) => each.path === path)
  const standard = fn === undefined ? undefined : entryDefinition(fn)
  return {
    label: node?.label ?? standard?.label ?? name,
    detail: shortPath(path),
    help: node?.help ?? standard?.help ?? '',
    icon: node?.icon ?? standard?.icon ?? manifest?.icon ?? 'puzzle',
    tone: from === undefined ? 'unknown' : 'function',
  }
}

interface Described {
  readonly label: string
  readonly icon: string
  readonly help: string
}

function builtInFace(known: Described | undefined, name: string, detail: string, tone: Face['tone']): Face {
  if (known === undefined) return { label: name, detail: 'unknown node', icon: 'box', help: '', tone: 'unknown' }
  return { label: known.label, detail, icon: known.icon, help: known.help, tone }
}

function triggerDetail(trigger: string, settings: Readonly<Record<string, Json>>): string {
  switch (trigger) {
    case 'http': return `${settings['method'] ?? 'GET'} ${settings['path'] ?? ''}`
    case 'interval':
      return typeof settings['everyMs'] === 'number' ? `every ${durationText(settings['everyMs'])}` : ''
    case 'inputs': return inputNames(settings['inputs'])
    default:
      return ''
  }
}

function inputNames(inputs: Json | undefined): string {
  return typeof inputs === 'object' && inputs !== null ? Object.keys(inputs).join(', ') : ''
}

function sinkDetail({ sink, with: settings = {} }: Extract<Node, { sink: string }>): string {
  return sink === 'output' ? String(settings['name'] ?? 'out') : ''
}

/** How a node's function is called, where that is not simply once: few words each. */
export function callNotes({ each, retry }: Node): readonly string[] {
  return [
    ...(each === undefined ? [] : ['each item']),
    ...(retry === undefined || retry.attempts === 1 ? [] : [`${retry.attempts} attempts`]),
  ]
}

export function durationText(ms: number): string {
  if (ms < 1000) return `${ms} ms`
  if (ms < 120_000) return `${ms / 1000} s`
  return ms < 7_200_000 ? `${Math.round(ms / 6000) / 10} min` : `${Math.round(ms / 360_000) / 10} h`
}

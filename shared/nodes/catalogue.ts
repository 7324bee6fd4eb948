import { append } from './append.ts'
import { collect } from './collect.ts'
import { comment } from './comment.ts'
import { concat } from './concat.ts'
import { debug } from './debug.ts'
import { decodeText } from './decode-text.ts'
import { delay } from './delay.ts'
import { encodeText } from './encode-text.ts'
import { failure } from './failure.ts'
import { format } from './format.ts'
import { gate } from './gate.ts'
import { http } from './http.ts'
import { httpReply } from './http-reply.ts'
import { inputs } from './inputs.ts'
import { interval } from './interval.ts'
import { manual } from './manual.ts'
import { mergeObjects } from './merge-objects.ts'
import { orElse } from './or-else.ts'
import { output } from './output.ts'
import { parseBool } from './parse-bool.ts'
import { parseJson } from './parse-json.ts'
import { parseNumber } from './parse-number.ts'
import { parseTimeNode } from './parse-time.ts'
import { printJson } from './print-json.ts'
import { printTimeNode } from './print-time.ts'
import { switchNode } from './switch.ts'
import { throwNode } from './throw.ts'
import { toInteger } from './to-integer.ts'
import { zip } from './zip.ts'
import type { CoreDefinition, NodeDefinition, SinkDefinition, TriggerDefinition } from './definition.ts'

/** Every node that needs no component, in the palette's order. A new one is a file beside this and a line here. */
export const CATALOGUE: readonly NodeDefinition[] = [
  http, manual, interval, inputs, failure,
  httpReply, output, debug,
  switchNode, gate, orElse, collect, delay, throwNode,
  append, concat, zip, mergeObjects,
  parseJson, printJson, parseNumber, toInteger, parseBool, format, parseTimeNode, printTimeNode, encodeText, decodeText,
  comment,
]

export const TRIGGERS: ReadonlyMap<string, TriggerDefinition> = byName('trigger')
export const SINKS: ReadonlyMap<string, SinkDefinition> = byName('sink')
export const CORES: ReadonlyMap<string, CoreDefinition> = byName('core')

function byName<K extends NodeDefinition['kind']>(kind: K): ReadonlyMap<string, Extract<NodeDefinition, { kind: K }>> {
  return new Map(CATALOGUE.flatMap((node) =>
    node.kind === kind ? [[node.name, node as Extract<NodeDefinition, { kind: K }>]] : []))
}

import type { z } from '../zod.ts'
import { printType } from '../wit/print.ts'
import { CORES } from './catalogue.ts'
import { coreOutputs } from './core-outputs.ts'
import type { CoreDefinition, CoreExample, Given } from './definition.ts'
import { Rule } from './rules.ts'
import { settingFields } from './settings-form.ts'

// docs/core-nodes.md is written from the catalogue: `npx vitest run --project unit shared/nodes/core-nodes-page -u`.

/** Settings with which a node that needs some shows its ports. */
const SHOWN: Readonly<Record<string, Given>> = {
  switch: { rules: [{ name: 'small', when: 'less', than: 10 }], otherwise: 'large' },
  'to-integer': { type: 'u8' },
}

export function coreNodesPage(): string {
  const categories = [...new Set([...CORES.values()].map(({ category }) => category))]
  return `# Core nodes

The nodes that need no component. In a directive they read \`{ "core": "gate", "in": { … }, "with": { … } }\`, where
\`with\` holds the settings. This page is made from the nodes' own definitions, and each example is a test that runs in
Node and in a browser.

A type \`T\` is whatever is bound: the type of the wire, of several wires the one that takes all of them, else json; a
value that is typed in is json where nothing else says what T is. Everything in the node that mentions T has that type
then, so values keep theirs on the way through.

${categories.map((category) => `## ${category}\n\n${inCategory(category).map(nodeText).join('\n')}`).join('\n')}`
}

function inCategory(category: string): readonly CoreDefinition[] {
  return [...CORES.values()].filter((core) => core.category === category)
}

function nodeText(core: CoreDefinition): string {
  return [
    `### ${core.name}: ${core.label}\n\n${core.help}\n`,
    ...portsText(core),
    ...settingFields(core).map(({ name, required, title, help }) => `- setting \`${name}\`${required ? '' : ', may be left out'}: ${title}. ${help}`),
    ...(core.name === 'switch' ? [rulesText()] : []),
    ...(core.work.kind === 'call' ? [`\n${core.work.examples.map((example) => exampleText(core, example)).join('\n')}`] : []),
    '',
  ].join('\n')
}

function portsText(core: CoreDefinition): readonly string[] {
  const given = SHOWN[core.name] ?? {}
  const settled = core.settle(given)
  if (!settled.ok) throw new Error(`${core.name} does not take ${JSON.stringify(given)}`)
  const { inputs } = settled.value
  const outputs = [...coreOutputs(core, settled.value)].filter(([port]) => port !== 'failed')
  const gives = outputs.map(([port, type]) => `\`${port}\`: ${type.kind === 'unit' ? 'a signal' : `\`${printType(type)}\``}`)
  const shown = core.name in SHOWN ? ` with \`${JSON.stringify(given)}\`` : ''
  return [
    ...inputs.map(({ name, type, required, help }) => `- in \`${name}\`: \`${printType(type)}\`${required ? '' : ', may be left out'}. ${help}`),
    ...(gives.length === 0 ? [] : [`- out${shown} ${gives.join(', ')}`]),
  ]
}

function rulesText(): string {
  const lines = (Rule.options as readonly z.ZodObject[]).map((option) => {
    const { when, name: _, member: __, ...more } = option.shape
    const [word] = [...(when as z.ZodLiteral<string>).values]
    return `- \`${word}\`${Object.keys(more).map((name) => ` \`${name}\``).join('')}`
  })
  return [
    '\nA rule is `{ "name": "small", "when": "less", "than": 10 }`, and looks at a member with `"member": "order.total"`; a',
    'member that is not there counts as null. Values are compared in their JSON form, whole numbers of 64 bits exactly.',
    'Rules with one name share its port. Each `when`, and what else stands in such a rule:\n', ...lines,
  ].join('\n')
}

function exampleText(core: CoreDefinition, { title, with: given, in: inputs, types = {}, out }: CoreExample): string {
  const bound = Object.entries(inputs).map(([name, value]) => `${name}${name in types ? `: ${types[name]}` : ''} = ${JSON.stringify(value)}`)
  const ports = Object.entries(out).map(([port, value]) => `${port} = ${JSON.stringify(value)}`)
  const settings = given === undefined ? '' : `\n> \`${JSON.stringify(given)}\`  `
  return `> ${title}:${settings === '' ? ' ' : settings}\n> \`${bound.join(', ')}\` → \`${ports.join(', ')}\`\n`.replace(': \n> ', ': ')
}

import { expect, it } from 'vitest'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import { applyEdit } from '../apply-edit.ts'
import { setSwitch, switchSettings, type SwitchSettings } from './switch-rules.ts'

const SETTINGS: SwitchSettings = {
  rules: [{ name: 'cold', when: 'less', than: 10 }, { name: 'warm', when: 'less', than: 25 }, { name: 'cold', when: 'is-null' }],
  otherwise: 'hot',
}
const AT = { flow: 'main', node: 'sort' }
const DOCUMENT: Directive = {
  directive: 1, name: 'a', packages: {},
  flows: {
    main: { nodes: {
      sort: { core: 'switch', with: { rules: [...SETTINGS.rules], otherwise: 'hot' }, in: { value: { from: 'start.out' } } },
      first: { sink: 'debug', in: { value: { from: ['sort.out.cold', 'sort.out.warm.member'] } }, after: ['sort.out.hot'] },
      whole: { sink: 'debug', in: { value: { from: 'sort.out' } }, after: ['other.out.cold'] },
    } },
    other: { nodes: { far: { sink: 'debug', in: { value: { from: 'sort.out.warm' } } } } },
  },
}

/** The nodes that an edit makes others of; undoing it gives back the document. */
function changed(settings: SwitchSettings, renamed?: ReadonlyMap<string, string>): Readonly<Record<string, Node>> {
  const { document, undo } = applyEdit(DOCUMENT, setSwitch(DOCUMENT, AT, settings, renamed))
  expect(applyEdit(document, undo).document).toEqual(DOCUMENT)
  const nodes = Object.entries({ ...document.flows['main']?.nodes, ...document.flows['other']?.nodes })
  const before: Readonly<Record<string, Node>> = { ...DOCUMENT.flows['main']?.nodes, ...DOCUMENT.flows['other']?.nodes }
  return Object.fromEntries(nodes.filter(([id, node]) => JSON.stringify(node) !== JSON.stringify(before[id])))
}

const [cold, warm, empty] = SETTINGS.rules as [SwitchSettings['rules'][0], SwitchSettings['rules'][0], SwitchSettings['rules'][0]]

it('lets wires follow a port that gets another name', () =>
  expect(changed({ ...SETTINGS, rules: [cold, { ...warm, name: 'mild' }, empty] }, new Map([['warm', 'mild']]))).toMatchObject({
    sort: { with: { rules: [{}, { name: 'mild' }, {}] } },
    first: { in: { value: { from: ['sort.out.cold', 'sort.out.mild.member'] } }, after: ['sort.out.hot'] },
  }))

it('leaves wires where another rule still gives the port', () =>
  expect(Object.keys(changed({ ...SETTINGS, rules: [{ ...cold, name: 'frost' }, warm, empty] }, new Map([['cold', 'frost']])))).toEqual(['sort']))

it('takes the wires of a port that is gone with it', () =>
  expect(changed({ rules: [cold], otherwise: null })).toEqual({
    sort: { core: 'switch', with: { rules: [cold] }, in: { value: { from: 'start.out' } } },
    first: { sink: 'debug', in: { value: { from: 'sort.out.cold' } } },
  }))

it.each<[Node, SwitchSettings | null]>([
  [DOCUMENT.flows['main']?.nodes['sort'] as Node, SETTINGS],
  [{ core: 'switch', with: { rules: [] } }, { rules: [], otherwise: null }],
  [{ core: 'switch' }, null],
  [{ core: 'switch', with: { rules: [{ name: 'a' }] } }, null],
  [{ core: 'switch', with: { rules: [], otherwise: 1 } }, null],
  [{ core: 'switch', with: { rules: [], more: 1 } }, null],
])('reads what %j is set to, if the form can show it', (node, settings) => expect(switchSettings(node)).toEqual(settings))

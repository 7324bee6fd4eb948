import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Flow } from '../../shared/directive/schema.ts'
import {
  connect, deploy, input, inspector, leaveField, lowerPanel, node, nodeNames, onWire, output, pick, takeFromPalette,
  toast, wireNames,
} from './editor.ts'
import { openDirective } from './open-directive.ts'
import { openDocument } from './open-document.ts'
import { type Editor, eventually, openEditor } from './open-editor.ts'
import { postJson } from './post-json.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
let editor: Editor
let page: Page
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())
beforeEach(async () => {
  editor = await openEditor(scene.browser, scene.product.editorUrl)
  page = editor.page
})
afterEach(() => editor.close())

const text = (name: string) => `text#runnel:text/text.${name}`

/** Takes blanks away at both ends, shouts, and counts. */
const CLEAN: Flow = {
  label: 'Clean a text',
  nodes: {
    inputs: { trigger: 'inputs', with: { inputs: { text: 'string' } } },
    trim: { use: text('trim'), in: { text: { from: 'inputs.out.text' } } },
    upper: { use: text('upper'), in: { text: { from: 'trim.out' } } },
    count: { use: text('length'), in: { text: { from: 'trim.out' } } },
    output: { sink: 'output', in: { value: { from: 'upper.out' } } },
    length: { sink: 'output', with: { name: 'length' }, in: { value: { from: 'count.out' } } },
  },
}

const MAIN: Flow = {
  nodes: {
    request: { trigger: 'http', with: { method: 'POST', path: '/names', body: 'json' } },
    names: { use: text('split'), in: { text: { from: 'request.out.body.names' }, separator: { value: ',' } } },
    clean: { flow: 'clean', in: { text: { from: 'names.out' } }, each: { over: 'text' } },
    reply: { sink: 'http-reply', in: { body: { from: 'clean.out' } } },
  },
}

const EVENT = { name: 'Two', trigger: 'request', event: { body: { names: ' ada , bob' } } }

const open = (flows: Readonly<Record<string, Flow>>, flow: string) =>
  openDirective(page, scene.product.editorUrl, flows === ONLY_CHAIN ? CHAINED : { flows, samples: { main: [EVENT] } }, flow)

it('draws a flow as a node: from the palette, wired, previewed, deployed and called', async () => {
  const { clean: _, reply: __, ...nodes } = MAIN.nodes
  const replies: Flow = { nodes: { ...nodes, reply: { sink: 'http-reply' } } }
  await open({ main: replies, clean: CLEAN }, 'main')
  await takeFromPalette(page, 'Clean a text', { x: 420, y: 60 })
  await connect(page, output(page, 'request', 'body'), input(page, 'clean', 'text'))
  await connect(page, output(page, 'clean', 'length'), input(page, 'reply', 'body'))
  await eventually(() => wireNames(page)).toContain('clean.length → reply.body')
  await page.getByRole('tab', { name: 'Problems' }).click()
  await page.getByText('No problems').waitFor()
})

it('shows the values inside of each call, of the preview and of a run, and the way back', async () => {
  await open({ main: MAIN, clean: CLEAN }, 'main')
  await eventually(() => onWire(page, 'clean.out → reply.body').innerText()).toBe('["ADA","BOB"]')
  await node(page, 'clean').dblclick({ position: { x: 60, y: 10 } })
  const inside = page.getByRole('navigation', { name: 'Inside' })
  await inside.getByText('Clean a text').waitFor()
  const trimmed = () => onWire(page, 'trim.out → upper.text').innerText()
  await eventually(trimmed).toBe('bob')
  await inside.getByRole('combobox', { name: 'Call of clean' }).selectOption('item 0')
  await eventually(trimmed).toBe('ada')

  await deploy(page)
  await postJson(`${scene.product.flowsUrl}/names`, { names: 'x, eve ,z' })
  const runs = await lowerPanel(page, 'Runs')
  await runs.getByRole('option', { name: /POST \/names/ }).click()
  await eventually(trimmed).toBe('3\nx')
  await inside.getByRole('combobox', { name: 'Call of clean' }).selectOption('item 1')
  await eventually(trimmed).toBe('3\neve')

  await inside.getByRole('button', { name: 'Back out' }).click()
  await inspector(page).getByRole('button', { name: 'Open the inside' }).waitFor()
  expect(await inside.count()).toBe(0)
  await leaveField(page)
  await page.keyboard.press('Enter')
  await inside.waitFor()
  await page.keyboard.press('Shift+Enter')
  await inside.waitFor({ state: 'detached' })
})

it('previews a flow that is opened by its tab on a sample of its own, typed in a form made from its inputs', async () => {
  await open({ main: MAIN, clean: CLEAN }, 'main')
  await page.getByRole('link', { name: 'Clean a text' }).click()
  const panel = await lowerPanel(page, 'Sample event')
  await panel.getByRole('textbox', { name: 'text' }).fill('  grace ')
  await eventually(() => onWire(page, 'upper.out → output.value').innerText()).toBe('GRACE')
  await page.getByRole('region', { name: 'Result' }).getByText('GRACE').waitFor()
})

it('leads from a flow node that failed to the node inside that did', async () => {
  const cut: Flow = { nodes: {
    ...CLEAN.nodes,
    count: { use: text('parse-number'), in: { text: { from: 'trim.out' } } },
  } }
  await open({ main: MAIN, clean: cut }, 'main')
  await page.getByRole('button', { name: 'Show where clean failed' }).click()
  await inspector(page).getByRole('textbox', { name: 'Label' }).waitFor()
  await inspector(page).getByText('count', { exact: true }).waitFor()
  await page.getByRole('navigation', { name: 'Inside' }).waitFor()
})

it('leads from a flow node to what is wrong inside, however deep', async () => {
  const { trim: _, ...nodes } = CLEAN.nodes
  const broken: Flow = { nodes: { ...nodes, trim: { use: text('trim') } } }
  const around: Flow = { nodes: {
    inputs: { trigger: 'inputs', with: { inputs: { text: 'string' } } },
    deep: { flow: 'broken', in: { text: { from: 'inputs.out.text' } } },
    output: { sink: 'output', in: { value: { from: 'deep.out' } } },
  } }
  await open({ main: MAIN, clean: around, broken }, 'main')
  await page.getByRole('button', { name: '1 problem inside clean' }).click()
  await page.getByRole('navigation', { name: 'Inside' }).getByText('broken').waitFor()
  await inspector(page).getByText('trim', { exact: true }).waitFor()
})

it('renames an input with the wires inside and what is bound at every node, and undoes it in one step', async () => {
  await open({ main: MAIN, clean: CLEAN }, 'clean')
  const before = await openDocument(page)
  await pick(page, 'inputs')
  await inspector(page).getByRole('combobox', { name: 'Type of text' }).fill('strin')
  await inspector(page).getByRole('alert').waitFor()
  await inspector(page).getByRole('combobox', { name: 'Type of text' }).fill('string')
  await inspector(page).getByRole('textbox', { name: 'Name of input 1' }).fill('words')
  await page.keyboard.press('Enter')
  await eventually(async () => (await openDocument(page)).flows['main']?.nodes['clean']?.in).toEqual({ words: { from: 'names.out' } })
  const { flows } = await openDocument(page)
  expect([flows['main']?.nodes['clean']?.each, flows['clean']?.nodes['trim']?.in]).toEqual([
    { over: 'words' }, { text: { from: 'inputs.out.words' } },
  ])
  await leaveField(page)
  await page.keyboard.press('Control+z')
  await eventually(() => openDocument(page)).toEqual(before)
})

it('refuses to delete a flow that is in use, with the places', async () => {
  await open({ main: MAIN, clean: CLEAN }, 'clean')
  await page.getByRole('link', { name: 'Clean a text' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await toast(page, '“Clean a text” is in use as a node.').waitFor()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await node(page, 'clean').waitFor()
  expect(Object.keys((await openDocument(page)).flows)).toEqual(['main', 'clean'])
})

/** In two rows: small text is not drawn. */
const CHAIN_PLACES = {
  request: { x: 0, y: 0 }, trim: { x: 344, y: 0 }, upper: { x: 688, y: 0 }, surround: { x: 344, y: 240 }, reply: { x: 688, y: 240 },
}

const CHAIN: Flow = {
  nodes: {
    request: { trigger: 'http', with: { method: 'POST', path: '/chain', body: 'json' } },
    trim: { use: text('trim'), in: { text: { from: 'request.out.body.names' } } },
    upper: { use: text('upper'), in: { text: { from: 'trim.out' } } },
    surround: { use: text('surround'), in: { text: { from: 'upper.out' }, before: { from: 'trim.out' }, after: { value: '>' } } },
    reply: { sink: 'http-reply', in: { body: { from: 'surround.out' } } },
  },
}

const ONLY_CHAIN = { chain: CHAIN }
const CHAINED = { flows: ONLY_CHAIN, samples: { chain: [EVENT] }, view: { chain: CHAIN_PLACES } }

it('makes a flow of what is selected, which gives the same, and undoes it in one step', async () => {
  await open(ONLY_CHAIN, 'chain')
  const answer = 'ada , bobADA , BOB>'
  await eventually(() => onWire(page, 'surround.out → reply.body').innerText()).toBe(answer)
  const before = await openDocument(page)
  await pick(page, 'trim')
  await pick(page, 'upper', ['Shift'])
  await page.keyboard.press('g')

  await eventually(() => nodeNames(page)).toEqual(['request', 'subflow', 'surround', 'reply'])
  expect(await wireNames(page)).toEqual([
    'request.out.body.names → subflow.text', 'subflow.upper → surround.text', 'subflow.trim → surround.before',
    'surround.out → reply.body',
  ])
  await eventually(() => onWire(page, 'surround.out → reply.body').innerText()).toBe(answer)
  await page.getByRole('button', { name: 'Open the inside of subflow' }).click()
  await eventually(() => onWire(page, 'trim.out → upper.text').innerText()).toBe('ada , bob')
  await page.getByRole('button', { name: 'Back out' }).click()

  await leaveField(page)
  await page.keyboard.press('Control+z')
  await eventually(() => openDocument(page)).toEqual(before)
  await page.keyboard.press('Control+Shift+z')
  await eventually(() => onWire(page, 'surround.out → reply.body').innerText()).toBe(answer)
  await deploy(page)
  const answered = await postJson(`${scene.product.flowsUrl}/chain`, { names: ' eve' })
  expect(await answered.text()).toBe('eveEVE>')
})

it.each([
  { ids: ['request', 'trim'], reason: 'is a trigger: what it starts is a run of this flow.' },
  { ids: ['trim', 'surround'], reason: '“upper” takes something from the selected nodes and gives something to them.' },
])('says why no flow can be made of $ids', async ({ ids: [first, second], reason }) => {
  await open(ONLY_CHAIN, 'chain')
  await eventually(() => onWire(page, 'surround.out → reply.body').count()).toBe(1)
  const before = await openDocument(page)
  await pick(page, first as string)
  await pick(page, second as string, ['Shift'])
  await page.keyboard.press('g')
  await toast(page, 'No flow can be made of the selection.').waitFor()
  await page.getByRole('status').getByText(reason).waitFor()
  expect(await openDocument(page)).toEqual(before)
})

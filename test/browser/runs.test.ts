import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  addByName, connect, deploy, input, inspector, lowerPanel, newFlow, node, onWire, openExample, output, toast,
} from './editor.ts'
import { eventually, openEditor } from './open-editor.ts'
import { postJson } from './post-json.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

it('shows a run that failed at the node that failed, with the reason, among those that went well', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await openExample(page, 'Branch on a reading')
  await deploy(page)
  const statuses = []
  for (const celsius of [20, 'cold', 21]) {
    statuses.push((await postJson(`${scene.product.flowsUrl}/climate`, { celsius })).status)
  }
  expect(statuses).toEqual([200, 500, 200])

  const runs = await lowerPanel(page, 'Runs')
  await eventually(() => runs.getByRole('option').count()).toBe(3)
  await runs.getByRole('radio', { name: 'Failed' }).click()
  await runs.getByRole('option').click()
  await runs.getByRole('region', { name: 'Run POST /climate' }).getByText('failed (bad-value)').waitFor()
  await node(page, 'check').getByText('bad-value').waitFor()
  await eventually(() => onWire(page, 'request.out.body.celsius → check.value').innerText()).toBe('3\ncold')
  await eventually(() => onWire(page, 'check.out.within → fine.body.celsius').innerText()).toBe('2')
  await close()
})

it('starts a run of what is deployed with the button of a node, and shows what it logged', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await addByName(page, 'button', { x: 40, y: 120 })
  await addByName(page, 'debug', { x: 420, y: 120 })
  await connect(page, output(page, 'manual', 'out'), input(page, 'debug', 'value'))
  await deploy(page)
  await node(page, 'manual').getByRole('button', { name: 'Press manual' }).click()
  const runs = await lowerPanel(page, 'Runs')
  const run = runs.getByRole('region', { name: 'Run manual' })
  await run.getByRole('region', { name: 'Log' }).getByText('null').waitFor()
  await close()
})

it('says why it cannot be deployed, and where', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await addByName(page, 'upper', { x: 420, y: 120 })
  await page.getByRole('button', { name: 'Deploy', exact: true }).click()
  await toast(page, 'The flow has problems that keep it from being deployed.').waitFor()
  await page.getByRole('tabpanel').getByRole('button', { name: 'text has no value.' }).click()
  await inspector(page).getByRole('textbox', { name: 'text' }).waitFor()
  await close()
})

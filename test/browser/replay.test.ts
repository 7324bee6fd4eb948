import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Flow } from '../../shared/directive/schema.ts'
import { deploy, lowerPanel, onWire, reply } from './editor.ts'
import { openDirective } from './open-directive.ts'
import { eventually, openEditor } from './open-editor.ts'
import { postJson } from './post-json.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

const FLOW: Flow = {
  nodes: {
    request: { trigger: 'http', with: { method: 'POST', path: '/shout', body: 'json' } },
    upper: { use: 'text#runnel:text/text.upper', in: { text: { from: 'request.out.body.word' } } },
    reply: { sink: 'http-reply', in: { body: { from: 'upper.out' } } },
  },
}
const PLACES = { request: { x: 0, y: 0 }, upper: { x: 400, y: 0 }, reply: { x: 800, y: 0 } }

it('lets a run that was served go again in the preview, and keeps its event as a sample', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await openDirective(page, scene.product.editorUrl, { flows: { main: FLOW }, view: { main: PLACES } }, 'main')
  await deploy(page)
  await postJson(`${scene.product.flowsUrl}/shout`, { word: 'once upon a time' })
  const runs = await lowerPanel(page, 'Runs')
  await runs.getByRole('option', { name: /POST \/shout/ }).click()
  await runs.getByRole('button', { name: 'Replay' }).click()

  await page.getByRole('radio', { name: 'Preview', checked: true }).waitFor()
  const shouted = () => onWire(page, 'upper.out → reply.body').innerText()
  await eventually(shouted).toBe('ONCE UPON A TIME')
  await reply(page).getByText('200 OK').waitFor()
  await page.getByText('Replaying POST /shout').waitFor()

  await page.getByRole('button', { name: 'Keep the event as a sample' }).click()
  await page.getByRole('option', { name: 'Sample 2', selected: true }).waitFor()
  await eventually(shouted).toBe('ONCE UPON A TIME')
  await page.getByRole('option', { name: 'Sample', exact: true }).click()
  // The first sample says no word.
  await onWire(page, 'upper.out → reply.body').waitFor({ state: 'detached' })
  expect(await page.getByText('Replaying').count()).toBe(0)
  await close()
})

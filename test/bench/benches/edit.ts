import { launchChromium } from '../../browser/chromium.ts'
import { EDITED_WIRES, editedDirective } from '../flows/edited.ts'
import { median, quantile } from '../measure/median.ts'
import { watchOthers } from '../measure/processes.ts'
import { ms, printTitle, times } from '../measure/table.ts'
import { startRunnel } from '../servers/runnel.ts'
import { temporaryFolder } from '../servers/temporary.ts'

const EDITS = 20
const LIMIT_MS = 100

/** From a key in the inspector to the new value on every wire behind it, in a real browser: ten nodes. */
export async function benchEdit(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const runnel = stack.use(await startRunnel(stack.use(temporaryFolder()).path))
  const { app } = await runnel.ask('apps.create', { label: 'Edited' })
  const { revision } = await runnel.ask('draft.get', { app })
  await runnel.ask('draft.save', { app, revision, directive: editedDirective() })

  const browser = await launchChromium()
  stack.defer(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${runnel.editorUrl}/#/app/${app}`)
  await page
    .getByRole('application')
    .getByRole('group', { name: /step-0$/ })
    .first()
    .click()
  const field = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'first' })
  await field.waitFor()

  const tookMs: number[] = []
  const others = watchOthers()
  for (let edit = -1; edit < EDITS; edit++) {
    const token = `edit${edit}!`
    const shown = page.evaluate(msUntilShown, { wires: EDITED_WIRES, token })
    await field.fill(token)
    const took = await shown
    if (edit >= 0) tookMs.push(took)
  }
  printTitle('edit: ten nodes, from a key to the new values on the wires, in Chromium', others())
  const middle = median(tookMs)
  console.log(
    `  ${ms(middle)}  ${times(middle / LIMIT_MS)} of ${LIMIT_MS} ms; p90 ${ms(quantile(tookMs, 0.9))}, ${EDITS} edits`,
  )
}

/** In the page: from the next input event until every wire says `token`, and the frame that shows it begins. */
function msUntilShown({
  wires,
  token,
}: {
  readonly wires: readonly string[]
  readonly token: string
}): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  addEventListener(
    'input',
    () => {
      const editedMs = performance.now()
      const isShown = (wire: string): boolean =>
        document.querySelector(`[aria-label="On the wire ${wire}"]`)?.textContent.includes(token) === true
      const observer = new MutationObserver(() => {
        if (!wires.every(isShown)) return
        observer.disconnect()
        requestAnimationFrame(() => resolve(performance.now() - editedMs))
      })
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    },
    { capture: true, once: true },
  )
  return promise
}

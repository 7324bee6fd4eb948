import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import type { Directive, Flow } from '../../shared/directive/schema.ts'

interface Drawing {
  readonly flows: Readonly<Record<string, Flow>>
  readonly view?: NonNullable<Directive['view']>
  readonly samples?: NonNullable<Directive['samples']>
}

/** Makes an application of flows that use packages which come with Runnel, under their own names, and opens one. */
export async function openDirective(page: Page, editorUrl: string, drawing: Drawing, flow: string): Promise<string> {
  const directive = { directive: 1, name: 'drawn', packages: await packagesOf(drawing), ...drawing }
  const app = await page.evaluate(async (text) => {
    const token = document.querySelector<HTMLMetaElement>('meta[name="runnel-token"]')?.content ?? ''
    const call = async (method: string, params: unknown) => {
      const headers = { 'x-runnel-token': token }
      const answer = await fetch(`/api/${method}`, { method: 'POST', headers, body: JSON.stringify(params) })
      if (!answer.ok) throw new Error(`${method}: ${await answer.text()}`)
      return answer.json()
    }
    const { app: made } = await call('apps.create', { label: 'Drawn' })
    const { revision } = await call('draft.get', { app: made })
    await call('draft.save', { app: made, revision, directive: JSON.parse(text) })
    return made as string
  }, JSON.stringify(directive))
  await page.goto(`${editorUrl}#/app/${app}/${flow}`)
  await page.locator('.react-flow__node').first().waitFor()
  return app
}

const INDEX = new URL('../../nodes-library/packages/index.json', import.meta.url)

async function packagesOf({ flows }: Drawing): Promise<Directive['packages']> {
  const nodes = Object.values(flows).flatMap((flow) => Object.values(flow.nodes))
  const aliases = new Set(nodes.flatMap((node) => ('use' in node ? [node.use.slice(0, node.use.indexOf('#'))] : [])))
  const { packages } = JSON.parse(await readFile(INDEX, 'utf8')) as {
    readonly packages: readonly { readonly name: string; readonly version: string; readonly digest: string }[]
  }
  return Object.fromEntries([...aliases].map((alias) => {
    const found = packages.find(({ name }) => name === `runnel:${alias}`)
    if (found === undefined) throw new Error(`no package runnel:${alias} comes with Runnel`)
    return [alias, { package: `${found.name}@${found.version}`, digest: found.digest }]
  }))
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startNode } from '../servers/child.ts'
import { freePort } from '../servers/ports.ts'
import { serverOf, type Server } from '../servers/server.ts'
import { temporaryFolder } from '../servers/temporary.ts'
import { chain5Flow, type NodeRedFlow } from './flows.ts'
import { nodeRedProgram } from './install.ts'

/** No login, loopback only, nothing sent home, nothing installed; all else is as Node-RED comes. */
const SETTINGS = {
  flowFile: 'flows.json',
  uiHost: '127.0.0.1',
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { autoInstall: false, palette: { allowInstall: false }, modules: { allowInstall: false } },
  logging: { console: { level: 'info', metrics: false, audit: false } },
  editorTheme: { tours: false, projects: { enabled: false } },
}

/** The arguments with which Node starts Node-RED on a folder that has been written for it. */
export function nodeRedArguments(folder: string, port: number): readonly string[] {
  const settings = join(folder, 'settings.cjs')
  writeFileSync(settings, `module.exports = ${JSON.stringify({ ...SETTINGS, uiPort: port })}\n`)
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(chain5Flow()))
  return [nodeRedProgram(), '--settings', settings, '--userDir', folder]
}

export async function startNodeRed(): Promise<Server> {
  const folder = temporaryFolder()
  const port = await freePort()
  const child = startNode(nodeRedArguments(folder.path, port))
  await child.said(/Started flows[^]*now running|now running[^]*Started flows/)
  return serverOf('node-red', `http://127.0.0.1:${port}`, child, folder)
}

/** Replaces all flows. Resolves when the admin API has answered. */
export async function deployToNodeRed({ url }: Server, flow: NodeRedFlow): Promise<void> {
  const headers = { 'content-type': 'application/json', 'node-red-deployment-type': 'full' }
  const response = await fetch(`${url}/flows`, { method: 'POST', headers, body: JSON.stringify(flow) })
  if (response.status !== 204) throw new Error(`POST /flows answered ${response.status} ${await response.text()}`)
}

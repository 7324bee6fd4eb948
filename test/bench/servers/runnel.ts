import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Directive } from '../../../shared/directive/schema.ts'
import type { Methods, Method } from '../../../shared/protocol/messages.ts'
import { ROOT, startNode } from './child.ts'
import { serverOf, type Server } from './server.ts'
import { temporaryFolder } from './temporary.ts'

/** What `npm start` and `npx runnel` execute on a Node that is new enough. */
export const RUNNEL = join(ROOT, 'runtime/start.ts')

/** `runnel run` on a directive. */
export async function startRunnelRun(directive: Directive): Promise<Server> {
  const folder = temporaryFolder()
  const file = join(folder.path, 'directive.json')
  writeFileSync(file, JSON.stringify(directive))
  const child = startNode([RUNNEL, 'run', file, '--port', '0'])
  const [, url] = (await child.said(/(http:\/\/[^/\s]+)\//)) as unknown as [string, string]
  return serverOf('runnel', url, child, folder)
}

export interface RunnelServer extends Server {
  readonly editorUrl: string
  ask<M extends Method>(method: M, params: Methods[M]['params']): Promise<Methods[M]['result']>
  /** Adds a component to the library. */
  add(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Directive['packages'][string]>
}

/** The whole runtime with editor and API, as `npm start` has it. Its `url` is that of the flows. */
export async function startRunnel(storeDir: string): Promise<RunnelServer> {
  const child = startNode([RUNNEL, 'start', '--port', '0', '--flows-port', '0', '--store', storeDir])
  const [, editorUrl, url] = (await child.said(/Editor +(\S+)\s+Flows +(\S+)/)) as unknown as [string, string, string]
  const token = readFileSync(join(storeDir, 'token'), 'utf8')
  return {
    ...serverOf('runnel', url, child),
    editorUrl,
    async ask(method, params) {
      const headers = { 'content-type': 'application/json', 'x-runnel-token': token }
      const response = await fetch(`${editorUrl}/api/${method}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(params),
      })
      if (!response.ok) throw new Error(`${method} answered ${response.status} ${await response.text()}`)
      return response.json() as Promise<never>
    },
    async add(name, body) {
      const response = await fetch(`${editorUrl}/api/packages?name=${name}`, { method: 'POST', headers: { 'x-runnel-token': token }, body })
      if (!response.ok) throw new Error(`${name} was answered with ${response.status} ${await response.text()}`)
      const { digest } = await response.json() as { readonly digest: string }
      return { package: name, digest }
    },
  }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { temporaryFolder, startServer } from '../integration/harness.ts'

// A runtime in a process of its own, so that what it takes can be told from what the tests take. It says on standard
// output where it is to be found, and answers on a port of its own how much memory it has after cleaning up.

const folder = await temporaryFolder()
const server = await startServer(folder.path)

const control = createServer((_, response) => {
  globalThis.gc?.()
  globalThis.gc?.()
  response.end(JSON.stringify(process.memoryUsage()))
})
await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve))
const { port } = control.address() as AddressInfo
const { editorUrl, flowsUrl, runtime } = server
process.stdout.write(`${JSON.stringify({
  editorUrl, flowsUrl, token: runtime.token, memoryUrl: `http://127.0.0.1:${port}/`,
})}\n`)

process.on('SIGTERM', () => {
  control.close()
  void server.close().then(() => folder.remove()).then(() => process.exit(0))
})

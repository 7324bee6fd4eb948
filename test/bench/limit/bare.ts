import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chain, type Order } from './chain.ts'

// The limit: node:http, plain JavaScript and nothing else. `node bare.ts [PORT]` prints its URL.

const server = createServer((request, response) => {
  if (request.method === 'POST' && request.url === '/chain') return answerChain(request, response)
  response.writeHead(404).end()
})
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

function answerChain(request: IncomingMessage, response: ServerResponse): void {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    const order = parsed(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces))
    if (order === null) return response.writeHead(400).end()
    const body = Buffer.from(JSON.stringify(chain(order)))
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
      .end(body)
  })
}

function parsed(body: Buffer): Order | null {
  try {
    return JSON.parse(body.toString()) as Order
  } catch {
    return null
  }
}

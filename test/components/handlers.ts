import { fromJs } from './build.ts'
import { asHttp, HTTP } from './http.wit.ts'

const LIBRARY = `
  import { Fields, OutgoingBody, OutgoingResponse, ResponseOutparam } from 'test:http/types@0.2.3'
  const bytes = (text) => Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
  const text = (given) => String.fromCharCode(...given)
  const headersOf = (fields) => Object.fromEntries(fields.entries().map(([name, value]) => [name, text(value)]))
  function bodyOf(request) {
    const stream = request.consume().stream()
    let body = ''
    for (;;) {
      try { body += text(stream.blockingRead(1000)) } catch { return body }
    }
  }
  function respond(out, status, headers, pieces) {
    const response = new OutgoingResponse(Fields.fromList(headers.map(([name, value]) => [name, bytes(value)])))
    response.setStatusCode(status)
    const body = response.body()
    ResponseOutparam.set(out, { tag: 'ok', val: response })
    const stream = body.write()
    for (const piece of pieces) stream.write(bytes(piece))
    return body
  }
  const finish = (body) => OutgoingBody.finish(body, undefined)`

const world = (name: string, more = ''): string => `package test:${name}@1.0.0;
  world ${name} {
    import test:http/types@0.2.3;
    import test:io/streams@0.2.3;
    ${more}
    export test:http/incoming-handler@0.2.3;
  }`

/** Tells what it was asked, as JSON; its path may say what it shall do wrong. */
export async function echoHandler(): Promise<Uint8Array<ArrayBuffer>> {
  return asHttp(await fromJs({
    wit: world('echo'),
    deps: HTTP,
    stubWasi: false,
    js: `${LIBRARY}
      let calls = 0
      const wrongs = {
        '/silent': () => {},
        '/error': (out) => ResponseOutparam.set(out, { tag: 'err', val: { tag: 'internal-error', val: 'no disk' } }),
        '/incomplete': (out) => { respond(out, 200, [], ['half']) },
        '/trap': () => undefinedName,
        '/bare': (out) => ResponseOutparam.set(out, { tag: 'ok', val: new OutgoingResponse(new Fields()) }),
      }
      export const incomingHandler = { handle(request, out) {
        const path = request.pathWithQuery()
        const wrong = wrongs[path]
        if (wrong !== undefined) return wrong(out)
        const { tag, val } = request.method()
        const told = { method: val ?? tag, path, scheme: request.scheme().tag, authority: request.authority() ?? null, headers: headersOf(request.headers()), body: bodyOf(request), calls: ++calls }
        const headers = [['Content-Type', 'application/json'], ['set-cookie', 'a=1'], ['Set-Cookie', 'b=2'], ['content-length', '7']]
        finish(respond(out, 201, headers, [JSON.stringify(told)]))
      } }`,
  }))
}

/** Lets through to the handler behind it who has the token. */
export async function authorisingHandler(): Promise<Uint8Array<ArrayBuffer>> {
  return asHttp(await fromJs({
    wit: world('authorising', 'import test:http/incoming-handler@0.2.3;'),
    deps: HTTP,
    stubWasi: false,
    js: `${LIBRARY}
      import { handle } from 'test:http/incoming-handler@0.2.3'
      export const incomingHandler = { handle(request, out) {
        if (headersOf(request.headers()).authorization === 'Bearer let-me-in') return handle(request, out)
        finish(respond(out, 401, [['content-type', 'text/plain']], ['Who are you?']))
      } }`,
  }))
}

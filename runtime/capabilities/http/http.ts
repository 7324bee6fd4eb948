import type { HttpAsk } from '../../../shared/capabilities/http/ask.ts'
import { isHost, type Credential, type HttpSettings } from '../../../shared/capabilities/http/settings.ts'
import type { Asker, Does } from '../broker.ts'
import { NotAllowed, send, type Network } from './send.ts'

const DEFAULT_AT_ONCE = 10
const MAX_WAITING = 1_000

/** Sends what components ask for. */
export function httpDoer(network: Network): Does<HttpAsk> {
  const gates = new Map<string, Gate>()
  const tokens = new Map<string, Token>()

  async function credentialsFor(asker: Asker, settings: HttpSettings, url: URL): Promise<readonly (readonly [string, string])[]> {
    const headers: (readonly [string, string])[] = []
    for (const credential of settings.credentials ?? []) {
      if (!isHost(credential.host, url.hostname)) continue
      if ('header' in credential) headers.push([credential.header, (credential.prefix ?? '') + needed(asker, credential.config)])
      else headers.push(['authorization', `Bearer ${await tokenOf(asker, credential)}`])
    }
    return headers
  }

  function needed({ secret }: Asker, variable: string): string {
    const value = secret(variable)
    if (value === null) throw new NotAllowed(`The variable ${variable}, which the grant takes a secret from, has no value.`)
    return value
  }

  /** RFC 6749 §4.4. A token is kept until shortly before it expires. */
  async function tokenOf(asker: Asker, { oauth2 }: Extract<Credential, { oauth2: object }>): Promise<string> {
    const key = JSON.stringify([asker.app, oauth2])
    const kept = tokens.get(key)
    if (kept !== undefined && kept.untilMs > Date.now()) return kept.token
    const form = new URLSearchParams({
      grant_type: 'client_credentials', client_id: oauth2.clientId, client_secret: needed(asker, oauth2.clientSecret),
      ...(oauth2.scope === undefined ? {} : { scope: oauth2.scope }),
    })
    const url = new URL(oauth2.tokenUrl)
    const answer = await send({
      ask: {
        capability: 'wasi:http/outgoing-handler', op: 'send', method: 'POST', url: url.href,
        headers: [['content-type', Buffer.from('application/x-www-form-urlencoded')], ['accept', Buffer.from('application/json')]],
        body: Buffer.from(form.toString()),
        timeouts: { connectMs: null, firstByteMs: null, betweenBytesMs: null },
      },
      settings: { allow: [{ host: url.hostname, scheme: url.protocol === 'https:' ? 'https' : 'http', ...(url.port === '' ? {} : { port: Number(url.port) }) }] },
      credentials: async () => [],
    }, network)
    const token = 'error' in answer ? null : readToken(answer.body)
    if (token === null) throw new Error(`No token came from ${url.origin}: ${'error' in answer ? answer.message : `it answered ${answer.status}`}`)
    tokens.set(key, token)
    return token.token
  }

  return async (ask, asker, settings: HttpSettings) => {
    const key = `${asker.app}/${asker.flow}/${asker.node}`
    let gate = gates.get(key)
    if (gate === undefined) gates.set(key, (gate = createGate()))
    const leave = await gate(settings.maxAtOnce ?? DEFAULT_AT_ONCE)
    if (leave === null) return { ok: false, kind: 'failed', message: 'Too many requests of the node wait to be sent.' }
    try {
      return { ok: true, value: await send({ ask, settings, credentials: (url) => credentialsFor(asker, settings, url) }, network) }
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error
      return { ok: false, kind: 'refused', reason: 'no-grant', message: error.message }
    } finally {
      leave()
    }
  }
}

interface Token {
  readonly token: string
  readonly untilMs: number
}

const EARLY_MS = 30_000

function readToken(body: Uint8Array): Token | null {
  try {
    const given = JSON.parse(Buffer.from(body).toString()) as { access_token?: unknown; expires_in?: unknown }
    if (typeof given.access_token !== 'string' || !/^[\x21-\x7e]+$/.test(given.access_token)) return null
    const seconds = Number(given.expires_in ?? 300)
    return { token: given.access_token, untilMs: Date.now() + Math.max(0, seconds * 1_000 - EARLY_MS) }
  } catch {
    return null
  }
}

/** Lets so many through at a time; gives what to call when it is over. Null when too many wait. */
type Gate = (atOnce: number) => Promise<(() => void) | null>

function createGate(): Gate {
  const waiting: (() => void)[] = []
  let inside = 0
  const leave = (): void => {
    inside--
    waiting.shift()?.()
  }
  return async (atOnce) => {
    if (inside >= atOnce) {
      if (waiting.length >= MAX_WAITING) return null
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    inside++
    return leave
  }
}

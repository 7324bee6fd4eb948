import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { urlHost } from '../listen.ts'

/** Why a request is not answered. */
export interface Refusal {
  readonly status: 401 | 403 | 421
  readonly message: string
}

export interface Guard {
  /** Of every request: that it was meant for this listener and does not come from another site's page. */
  checkSource(request: IncomingMessage): Refusal | null
  /** Of what does or tells something: that it comes from the page that this start has served, or a script that may. */
  checkToken(request: IncomingMessage, url: URL): Refusal | null
}

/**
 * The scripts of the sandboxed frames. A frame has an opaque origin, and Chromium says `Origin: null` when it asks for its
 * script. There is nothing in them that is not in the published sources.
 */
const FRAME_SCRIPTS: ReadonlySet<string | undefined> = new Set(['/sandbox.js', '/value-frame.js'])

/**
 * `hosts` are the values of the Host header that are served, such as `127.0.0.1:4300`. Exact, because a name that a
 * stranger's server gave an address here would pass for it otherwise.
 */
export function createGuard(hosts: readonly string[], token: string): Guard {
  const expected = Buffer.from(token)
  const origins = new Set(hosts.map((host) => `http://${host}`))
  return {
    checkSource({ headers: { host = '', origin }, url }) {
      if (!hosts.includes(host.toLowerCase())) {
        return {
          status: 421,
          message: `This runtime does not answer to the host ${JSON.stringify(host)}. Open http://${hosts[0]}/ instead.`,
        }
      }
      if (origin !== undefined && !origins.has(origin) && !(origin === 'null' && FRAME_SCRIPTS.has(url))) {
        return {
          status: 403,
          message: `Pages of ${JSON.stringify(origin)} may not use this runtime. Open http://${hosts[0]}/ instead.`,
        }
      }
      return null
    },
    checkToken({ headers }, url) {
      const given = Buffer.from(String(headers['x-runnel-token'] ?? url.searchParams.get('token') ?? ''))
      if (given.length === expected.length && timingSafeEqual(given, expected)) return null
      return {
        status: 401,
        message:
          'The token is missing or of an earlier start of the runtime. Load the editor anew; scripts read it from the file token in the store.',
      }
    },
  }
}

/** The values of the Host header under which the editor may be opened. */
export function hostsOf(host: string, port: number): readonly string[] {
  const loopback = host === '127.0.0.1' || host === '::1' || host === 'localhost'
  const names = loopback ? [urlHost(host), '127.0.0.1', 'localhost', '[::1]'] : [urlHost(host)]
  return [...new Set(names)].map((name) => `${name}:${port}`)
}

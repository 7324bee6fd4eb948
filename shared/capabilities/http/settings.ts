import { z } from '../../zod.ts'

export const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'] as const

const Allowed = z.strictObject({
  host: z.string().min(1).max(253).regex(/^(\*\.)?[^\s/:@*]+$|^\[[0-9a-fA-F:.]+\]$/, 'a host is a name such as api.example.com, or *.example.com for all below it')
    .meta({ title: 'Host', examples: ['api.example.com'], description: 'A name, an address, or *.example.com for every name below it.' }),
  scheme: z.enum(['https', 'http']).optional().meta({ title: 'Scheme', description: 'Only https when empty.', default: 'https' }),
  port: z.int().min(1).max(65_535).optional().meta({ title: 'Port', description: 'That of the scheme when empty.' }),
  methods: z.array(z.enum(HTTP_METHODS)).min(1).optional().meta({ title: 'Methods', description: 'All when empty.' }),
})
export type Allowed = z.output<typeof Allowed>

/** What goes with each request to a host, from secrets that the component never sees. */
const Credential = z.union([
  z.strictObject({
    host: z.string().min(1).max(253),
    header: z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/).max(100),
    /** The variable of the configuration that has the value; `prefix` comes before it. */
    config: z.string().max(64),
    prefix: z.string().max(100).optional(),
  }),
  z.strictObject({
    host: z.string().min(1).max(253),
    oauth2: z.strictObject({
      tokenUrl: z.url({ protocol: /^https?$/ }),
      clientId: z.string().max(1_000),
      /** The variable that has the client's secret. */
      clientSecret: z.string().max(64),
      scope: z.string().max(1_000).optional(),
    }),
  }),
])
export type Credential = z.output<typeof Credential>

export const HttpSettings = z.strictObject({
  allow: z.array(Allowed).min(1).max(100).meta({ title: 'Hosts', description: 'Where it may send requests to, and nowhere else.' }),
  credentials: z.array(Credential).max(20).optional().meta({
    title: 'Credentials',
    description: 'Headers that are added to requests to a host, from secrets that the component never sees.',
  }),
  redirects: z.int().min(0).max(10).optional().meta({
    title: 'Redirects',
    description: 'How many are followed, each to a host that is allowed. None when empty: the component gets the redirect.',
  }),
  timeoutMs: z.int().min(10).max(300_000).optional().meta({ title: 'Longest request (ms)', description: '30,000 when empty.' }),
  maxResponseBytes: z.int().min(0).max(64 * 1024 * 1024).optional().meta({
    title: 'Largest response (bytes)', description: 'A larger body fails the request. 8 MiB when empty.',
  }),
  maxAtOnce: z.int().min(1).max(100).optional().meta({ title: 'Requests at once', description: 'Further ones wait. 10 when empty.' }),
})
export type HttpSettings = z.output<typeof HttpSettings>

/** The first entry that lets a request through. Redirects are asked about as well. */
export function allowedBy(allow: readonly Allowed[], method: string, url: URL): Allowed | null {
  return allow.find(({ host, scheme = 'https', port, methods }) =>
    url.protocol === `${scheme}:`
    && Number(url.port || defaultPort(scheme)) === (port ?? defaultPort(scheme))
    && (methods === undefined || (methods as readonly string[]).includes(method))
    && isHost(host, url.hostname)) ?? null
}

/** `pattern`: a name or `*.name`. A name may end with the dot of the root. */
export function isHost(pattern: string, hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  const wanted = pattern.toLowerCase().replace(/\.$/, '')
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) && host.length > wanted.length - 1 : host === wanted
}

function defaultPort(scheme: 'http' | 'https'): number {
  return scheme === 'https' ? 443 : 80
}

export function notAllowed(method: string, { protocol, host }: URL): string {
  return `${method} ${protocol}//${host} is not among the hosts that the grant allows.`
}

import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { readDirective } from '../../shared/directive/read.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { HttpRequest } from '../../shared/triggers/event.ts'
import type { TestedRunner } from './tested-runner.ts'

const ROOT = new URL('../../', import.meta.url)

export async function exampleDirective(name: string): Promise<Directive> {
  const read = readDirective(await readFile(new URL(`nodes-library/examples/${name}.json`, ROOT), 'utf8'))
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.directive
}

export function httpEvent(body: unknown, more: Partial<HttpRequest> = {}) {
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  const request = { method: 'POST', path: '/', params: {}, query: {}, headers: {}, body: bytes, ...more }
  return { kind: 'http', request } as const
}

/** What a runner does, wherever it runs: the same for the runtime's child process and the preview's worker. */
export function runnerContract(place: string, open: () => Promise<TestedRunner>): void {
  describe(`a runner in ${place}`, () => {
    const text = (body: Uint8Array | undefined) => new TextDecoder().decode(body)
    const loaded = new Map<string, Promise<TestedRunner>>()
    afterAll(() => Promise.all([...loaded.values()].map(async (runner) => (await runner).close())))

    /** A runner serves one directive. */
    function serving(example: string): Promise<TestedRunner> {
      let runner = loaded.get(example)
      if (runner === undefined) loaded.set(example, (runner = load(example)))
      return runner
    }

    async function load(example: string): Promise<TestedRunner> {
      const runner = await open()
      expect(await runner.load(await exampleDirective(example))).toEqual([])
      return runner
    }

    async function answered(example: string, event: ReturnType<typeof httpEvent>) {
      return (await serving(example)).run('request', event)
    }

    it('answers with what the flow makes of the event', async () => {
      const { reply, summary } = await answered('sign-up', httpEvent({ name: 'Ada', email: 'ada@example.com' }))
      expect(reply?.status).toBe(200)
      expect(reply?.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(text(reply?.body)).toBe('{"name":"Ada","email":"a***@example.com"}')
      expect(summary).toMatchObject({ ok: true, failure: null, replied: true })
    })

    it('keeps 64-bit numbers of json that nobody touches', async () => {
      const { reply } = await answered('sign-up', httpEvent('{"name": 12345678901234567890, "email": "a@b.c"}'))
      expect(text(reply?.body)).toBe('{"name":12345678901234567890,"email":"a***@b.c"}')
    })

    it.each([
      { celsius: 21.5, status: 200, verdict: 'comfortable' },
      { celsius: 31, status: 202, verdict: 'out of range' },
      { celsius: -3, status: 202, verdict: 'out of range' },
    ])('takes the branch of the case: $celsius is $verdict', async ({ celsius, status, verdict }) => {
      const { reply } = await answered('room-climate', httpEvent({ celsius }))
      expect(reply?.status).toBe(status)
      expect(JSON.parse(text(reply?.body))).toEqual({ verdict, celsius })
    })

    it('calls a flow for each item, and tells of each call what happened in it', async () => {
      const guests = [{ name: ' ada lovelace ', email: 'Ada@Example.com' }, { name: 'charles babbage', email: 'C@Example.com' }]
      const { reply, trace } = await answered('guest-list', httpEvent({ guests }))
      expect(JSON.parse(text(reply?.body))).toEqual({
        guests: [{ name: 'Ada Lovelace', email: 'a***@example.com' }, { name: 'Charles Babbage', email: 'c***@example.com' }],
      })
      const masked = trace.firings.filter(({ node }) => node === 'mask')
      expect(masked.map(({ flow, within, outputs }) => [flow, within, outputs['out']?.json])).toEqual([
        ['guest', [{ node: 'tidy', tag: [], element: 0, attempt: 1 }], 'a***@example.com'],
        ['guest', [{ node: 'tidy', tag: [], element: 1, attempt: 1 }], 'c***@example.com'],
      ])
      expect(trace.firings.at(-1)).toMatchObject({ flow: 'guests', within: [], node: 'reply' })
    })

    it('lets the flow take what fails in a flow that it calls', async () => {
      const { reply, summary } = await answered('guest-list', httpEvent({ guests: [{ name: 'Ada', email: 'a@b.c' }, { name: 'Charles' }] }))
      expect([reply?.status, JSON.parse(text(reply?.body))]).toEqual([422, {
        error: 'Item 1: In lower: There is no guest.email in what came from inputs.out.',
      }])
      expect(summary).toMatchObject({ ok: true, failure: null, replied: true })
    })

    it('fails the run when a member is missing, names the node, and answers 500 with the run', async () => {
      const { reply, summary } = await answered('sign-up', httpEvent({ name: 'Ada' }))
      expect(reply?.status).toBe(500)
      expect(JSON.parse(text(reply?.body))).toMatchObject({ error: 'The flow failed.', run: expect.stringMatching(/^run-/) })
      expect(summary).toMatchObject({ ok: false, failure: { kind: 'no-value', node: 'mask' } })
    })

    it('answers 400 with the place in a body that is no JSON, without starting a run', async () => {
      const { reply, trace } = await answered('sign-up', httpEvent('{"name": }'))
      expect(reply?.status).toBe(400)
      expect(text(reply?.body)).toContain('line 1, column 10')
      expect(trace.firings).toEqual([])
    })

    it('answers 415 to a body of another type', async () => {
      const { reply } = await answered('sign-up', httpEvent('name=Ada', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
      expect(reply?.status).toBe(415)
    })

    it('makes small pictures of big ones, and says what is no picture', async () => {
      const picture = new Uint8Array(await readFile(new URL('nodes-library/samples/landscape.jpg', ROOT)))
      const { reply } = await answered('thumbnail', httpEvent(picture))
      expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } })
      expect([...(reply?.body.subarray(0, 3) ?? [])]).toEqual([0xff, 0xd8, 0xff])
      const { reply: refusal } = await answered('thumbnail', httpEvent(new Uint8Array([1, 2, 3])))
      expect(refusal?.status).toBe(422)
    })

    it('keeps a script in Markdown text', async () => {
      const query = { text: 'Hi <script>alert(1)</script> [x](javascript:alert(1))' }
      const { reply } = await answered('markdown-page', httpEvent('', { params: { title: '<b>T</b>' }, query }))
      expect(reply?.headers['content-type']).toBe('text/html; charset=utf-8')
      const page = text(reply?.body)
      expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(page).toContain('&lt;b&gt;T&lt;/b&gt;')
      expect(page).not.toContain('<script')
      expect(page).not.toContain('href="javascript:')
    })

    it('refuses a directive with problems, and says where they are', async () => {
      const good = JSON.stringify(await exampleDirective('sign-up'))
      const broken = JSON.parse(good.replace('text.mask-email', 'text.mask-mail')) as Directive
      const runner = await open()
      expect(await runner.load(broken)).toMatchObject([{ code: 'unknown-function', place: { flow: 'sign-up', node: 'mask' } }])
      await runner.close()
    })
  })
}

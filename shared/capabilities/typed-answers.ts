import { canonicalJson } from '../directive/canonical.ts'
import { isHttp, type SampleAnswer, type SampleAsk, type TypedHttp, type TypedSqlite } from '../directive/sample-answer.ts'
import type { Json } from '../json/json.ts'
import { fromBase64, toBase64 } from '../wit/base64.ts'
import type { Answer, Ask } from './ask.ts'
import type { HttpAnswer } from './http/ask.ts'
import type { SqliteRows, SqliteValue } from './sqlite-ask.ts'

/** What a sample names an ask by; null for what is simulated without being typed in. */
export function sampleAskOf(what: Ask): SampleAsk | null {
  switch (what.capability) {
    case 'wasi:keyvalue/store':
      return null
    case 'wasi:http/outgoing-handler': {
      const { capability, op, method, url } = what
      return { capability, op, method, url }
    }
    case 'fermyon:spin/sqlite': {
      const { capability, op, database, statement, parameters } = what
      return { capability, op, database, statement, parameters: parameters.map(jsonOf) }
    }
  }
}

/** What was typed in for an ask: with its very parameters, else for any. */
export function typedFor(
  ask: SampleAsk, by: { readonly flow: string; readonly node: string }, answers: readonly SampleAnswer[],
): SampleAnswer | null {
  const own = answers.filter(({ flow, node }) => flow === by.flow && node === by.node)
  const named = (wanted: SampleAsk) => own.find((each) => textOf(each.ask) === textOf(wanted))
  return named(ask) ?? named(forAny(ask)) ?? null
}

function textOf(ask: SampleAsk): string {
  return canonicalJson(ask as unknown as Json)
}

/** The same ask, whatever its parameters. */
export function forAny(ask: SampleAsk): SampleAsk {
  if (!('parameters' in ask)) return ask
  const { parameters: _, ...rest } = ask
  return rest
}

export function typedAnswer(typed: SampleAnswer): Answer {
  return isHttp(typed) ? ofHttp(typed) : ofSqlite(typed)
}

function ofHttp({ answer }: TypedHttp): Answer {
  if ('error' in answer) {
    return { ok: true, value: { error: answer.error, message: 'as typed in' } satisfies HttpAnswer }
  }
  const { status, headers = {}, body = { text: '' } } = answer
  const [type, text] = 'json' in body
    ? ['application/json', JSON.stringify(body.json)]
    : ['text/plain; charset=utf-8', body.text]
  const named = Object.entries(headers)
  const whole = named.some(([name]) => name.toLowerCase() === 'content-type') ? named : [['content-type', type] as const, ...named]
  const value: HttpAnswer = { status, headers: whole.map(([name, value]) => [name, bytesOf(value)]), body: bytesOf(text) }
  return { ok: true, value }
}

function ofSqlite({ answer }: TypedSqlite): Answer {
  if ('error' in answer) return { ok: false, kind: 'failed', message: answer.error }
  const columns = Object.keys(answer.rows[0] ?? {})
  const rows = answer.rows.map((row) => columns.map((column) => sqliteOf(row[column] ?? null)))
  return { ok: true, value: { columns, rows } satisfies SqliteRows }
}

function sqliteOf(json: Json): SqliteValue {
  if (json === null) return { tag: 'null' }
  if (typeof json === 'boolean') return { tag: 'integer', val: json ? 1n : 0n }
  if (typeof json === 'number') return Number.isSafeInteger(json) ? { tag: 'integer', val: BigInt(json) } : { tag: 'real', val: json }
  if (typeof json === 'string') return { tag: 'text', val: json }
  const base64 = 'base64' in json ? json.base64 : undefined
  const bytes = typeof base64 === 'string' ? fromBase64(base64) : null
  return bytes === null ? { tag: 'text', val: JSON.stringify(json) } : { tag: 'blob', val: bytes }
}

function jsonOf(value: SqliteValue): Json {
  switch (value.tag) {
    case 'null': return null
    case 'integer': return Number.isSafeInteger(Number(value.val)) ? Number(value.val) : String(value.val)
    case 'blob': return { base64: toBase64(value.val) }
    case 'real': return Number.isFinite(value.val) ? value.val : String(value.val)
    case 'text': return value.val
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

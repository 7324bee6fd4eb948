import type { ReactNode } from 'react'
import type { Json } from '../../shared/json/json.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import type { HttpRequest } from '../../shared/triggers/event.ts'
import { Segmented } from '../ui/Segmented.tsx'
import { FileBody } from './FileBody.tsx'
import { membersOf, requestOf, withPathParams, withRequestPart } from './http-sample.ts'
import css from './HttpSampleForm.module.css'
import { JsonField } from './JsonField.tsx'
import { KeyValueRows } from './KeyValueRows.tsx'
import { RequestLine } from './RequestLine.tsx'
import { editEvent, editSample, type ShownSample } from './sample-actions.ts'
import { eventFlaw } from './event-flaw.ts'
import { draftKey, type SamplePart, showPart, useSampleStore } from './sample-store.ts'
import { TextBody } from './TextBody.tsx'
import { TypedBody } from './TypedBody.tsx'

interface HttpSampleFormProps {
  readonly settings: Extract<TriggerSettings, { kind: 'http' }>
  /** What the sample amounts to, with the trigger's own method and path filled in. */
  readonly request: HttpRequest
  readonly shown: ShownSample
}

const COMMON_HEADERS = [
  'accept', 'accept-language', 'authorization', 'content-type', 'cookie', 'if-none-match', 'origin', 'referer', 'user-agent',
  'x-request-id',
]

export function HttpSampleForm({ settings, request, shown }: HttpSampleFormProps) {
  const wanted = useSampleStore((state) => state.part)
  const part = wanted === 'body' && settings.body === 'none' ? 'query' : wanted
  const { event } = shown.sample
  const given = requestOf(event)
  const draft = (field: string) => draftKey(shown.flow, shown.sample.trigger, shown.index, field)
  const options: readonly { readonly value: SamplePart; readonly label: ReactNode; readonly tip?: string }[] = [
    ...(settings.body === 'none' ? [] : [{ value: 'body' as const, label: 'Body' }]),
    { value: 'query', label: <>Query<Count json={given['query']} /></> },
    { value: 'headers', label: <>Headers<Count json={given['headers']} /></> },
    { value: 'event', label: 'JSON', tip: 'The whole event as JSON' },
  ]
  return (
    <div className={css.form}>
      <div className={css.head}>
        <RequestLine
          settings={settings} request={request} onParams={(params) => editEvent(shown, withPathParams(event, params))}
        />
        <Segmented small label="Part of the request" value={part} options={options} onChange={showPart} />
      </div>
      <div className={css.part}>{partOf(part)}</div>
    </div>
  )

  function partOf(shownPart: SamplePart) {
    switch (shownPart) {
      case 'body':
        return <Body settings={settings} shown={shown} draft={draft('body')} />
      case 'query':
        return (
          <KeyValueRows
            key={draft('query')} label="Query parameter" kind="field" value={given['query']} draft={draft('query')}
            onChange={(query) => editEvent(shown, withRequestPart(event, 'query', query))}
          />
        )
      case 'headers':
        return (
          <KeyValueRows
            key={draft('headers')} label="Header" kind="header" value={given['headers']} draft={draft('headers')}
            suggestions={COMMON_HEADERS}
            onChange={(headers) => editEvent(shown, withRequestPart(event, 'headers', headers))}
          />
        )
      case 'event':
        return (
          <JsonField
            key={draft('event')} label="Event" value={event} draft={draft('event')}
            flawOf={(json) => eventFlaw(settings, json)}
            onChange={(json) => editEvent(shown, json)} hint={fileHint(shown)}
          />
        )
    }
  }
}

interface BodyProps {
  readonly settings: HttpSampleFormProps['settings']
  readonly shown: ShownSample
  readonly draft: string
}

function Body({ settings, shown, draft }: BodyProps) {
  const { event, files } = shown.sample
  const body = requestOf(event)['body']
  const change = (json: Json) => editEvent(shown, withRequestPart(event, 'body', json))
  switch (settings.body) {
    case 'none':
      return null
    case 'text':
      return <TextBody key={draft} label="Body" value={asText(body)} onChange={change} />
    case 'json':
      return <JsonField key={draft} label="Body" value={body} draft={draft} onChange={change} />
    case 'typed':
      return <TypedBody key={draft} settings={settings} body={body} draft={draft} onChange={change} />
    case 'form':
      return <KeyValueRows key={draft} label="Form field" kind="field" value={body} draft={draft} onChange={change} />
    case 'bytes': {
      const { body: file, ...others } = files ?? {}
      return (
        <FileBody
          key={draft} file={file}
          onChange={(now) => editSample(shown, { files: now === undefined ? others : { ...others, body: now } })}
        />
      )
    }
  }
}

function asText(body: Json | undefined): string {
  return typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
}

function Count({ json }: { readonly json: Json | undefined }) {
  const count = Object.keys(membersOf(json) ?? {}).length
  return count === 0 ? null : <span className={css.count}>{count}</span>
}

function fileHint({ sample: { files = {} } }: ShownSample): string | null {
  const names = Object.values(files).map(({ name }) => name)
  return names.length === 0 ? null : `The bytes of ${names.join(', ')} are kept beside it.`
}

import type { TriggerSettings } from '../../shared/resolve/types.ts'
import { parsePattern, type Segment } from '../../shared/nodes/route-pattern.ts'
import type { HttpRequest } from '../../shared/triggers/event.ts'
import { endGroup } from '../document/document-store.ts'
import css from './RequestLine.module.css'

interface RequestLineProps {
  readonly settings: Extract<TriggerSettings, { kind: 'http' }>
  readonly request: HttpRequest
  readonly onParams: (params: Readonly<Record<string, string>>) => void
}

/** `POST /hello/[ada]/x`: the path's parameters are filled in where they stand. */
export function RequestLine({ settings, request, onParams }: RequestLineProps) {
  return (
    <div className={css.line}>
      <span className={css.method}>{request.method}</span>
      <span className={css.path}>
        {segmentsOf(settings.path).map((segment, at) => (
          <span key={at} className={css.segment}>
            <span className={css.slash}>/</span>
            {segment.kind === 'literal' ? segment.text : (
              <input
                className={css.param} aria-label={`Path parameter ${segment.name}`} placeholder={segment.name}
                spellCheck={false} autoComplete="off"
                value={request.params[segment.name] ?? ''}
                style={{ width: `${Math.max(5, (request.params[segment.name] || segment.name).length + 1)}ch` }}
                title={segment.name} aria-invalid={(request.params[segment.name] ?? '') === ''}
                onBlur={endGroup}
                onChange={(event) => onParams({ ...request.params, [segment.name]: event.target.value })}
              />
            )}
          </span>
        ))}
        {settings.path === '/' && <span className={css.slash}>/</span>}
      </span>
    </div>
  )
}

function segmentsOf(path: string): readonly Segment[] {
  const parsed = parsePattern(path)
  return parsed.ok ? parsed.pattern.segments : []
}

import type { RunnerCommand } from '../../shared/runner/messages.ts'
import type { HttpRequest } from '../../shared/triggers/event.ts'
import type { FrameWriter } from './frame-writer.ts'
import type { Frame, FrameLimits } from './frames.ts'

// What the runtime tells a runner. The header is the command as JSON; a request's body travels as the attachment. The
// child trusts the runtime, so nothing is checked here.

export const COMMAND_LIMITS: FrameLimits = { maxFrameBytes: 160 * 1024 * 1024, maxHeaderBytes: 64 * 1024 * 1024 }

const NO_BODY = new Uint8Array(0)

type RunCommand = Extract<RunnerCommand, { kind: 'run' }>

/** A request that goes its first way, of which there are many: without the names of its members. */
type Requested = readonly [
  run: string,
  flow: string,
  trigger: string,
  trace: boolean,
  method: string,
  path: string,
  params: HttpRequest['params'],
  query: HttpRequest['query'],
  headers: HttpRequest['headers'],
]

export function writeCommand(writer: FrameWriter, command: RunnerCommand): void {
  if (command.kind !== 'run' || command.event.kind !== 'http') return writer.write(JSON.stringify(command), null)
  const { body, ...request } = command.event.request
  const attachment = body.length === 0 ? null : body
  if (command.journal === undefined && command.replied === undefined) {
    const { run, flow, trigger, trace } = command
    const { method, path, params, query, headers } = request
    const requested: Requested = [run, flow, trigger, trace, method, path, params, query, headers]
    writer.write(JSON.stringify(requested), attachment)
  } else {
    writer.write(JSON.stringify({ ...command, event: { kind: 'http', request } }), attachment)
  }
}

export function readCommand({ header, attachment }: Frame): RunnerCommand {
  const body =
    attachment.length === 0 ? NO_BODY : new Uint8Array(attachment.buffer, attachment.byteOffset, attachment.byteLength)
  const json: unknown = JSON.parse(header)
  if (Array.isArray(json)) {
    const [run, flow, trigger, trace, method, path, params, query, headers] = json as unknown as Requested
    const request: HttpRequest = { method, path, params, query, headers, body }
    return { kind: 'run', run, flow, trigger, event: { kind: 'http', request }, trace }
  }
  const command = json as RunnerCommand
  if (command.kind !== 'run' || command.event.kind !== 'http') return command
  const withBody: RunCommand = { ...command, event: { kind: 'http', request: { ...command.event.request, body } } }
  return withBody
}

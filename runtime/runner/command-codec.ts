import type { RunnerCommand } from '../../shared/runner/messages.ts'
import type { FrameWriter } from './frame-writer.ts'
import type { Frame, FrameLimits } from './frames.ts'

// What the runtime tells a runner. The header is the command as JSON; a request's body travels as the attachment. The
// child trusts the runtime, so nothing is checked here.

export const COMMAND_LIMITS: FrameLimits = { maxFrameBytes: 160 * 1024 * 1024, maxHeaderBytes: 64 * 1024 * 1024 }

const NO_BODY = new Uint8Array(0)

export function writeCommand(writer: FrameWriter, command: RunnerCommand): void {
  if (command.kind === 'run' && command.event.kind === 'http') {
    const { body, ...request } = command.event.request
    writer.write(JSON.stringify({ ...command, event: { kind: 'http', request } }), body.length === 0 ? null : body)
  } else {
    writer.write(JSON.stringify(command), null)
  }
}

export function readCommand(frame: Frame): RunnerCommand {
  const command = JSON.parse(frame.header)
  if (command.kind === 'run' && command.event.kind === 'http') {
    const { attachment } = frame
    command.event.request.body =
      attachment.length === 0
        ? NO_BODY
        : new Uint8Array(attachment.buffer, attachment.byteOffset, attachment.byteLength)
  }
  return command
}

import { readFile } from 'node:fs/promises'
import { problem, ProblemError } from '../../shared/directive/problem.ts'
import type { Trace } from '../../shared/runner/messages.ts'
import { readRecording, type Recording } from '../../shared/runner/recording.ts'

export interface Recorded {
  readonly recording: Recording
  /** What the run showed when it was recorded; null where the file holds the recording alone. */
  readonly trace: Trace | null
}

/** Reads what `runs.get` gives, or its recording alone. Throws `ProblemError`. */
export async function readRecorded(file: string): Promise<Recorded> {
  const json = parsed(await textOf(file), file)
  const answer = typeof json === 'object' && json !== null && 'recording' in json ? json : null
  if (answer !== null && 'run' in answer && answer.recording === null) {
    throw refuse(`${file} holds a run of which no recording was kept.`, 'A recording is kept of runs whose values are kept, up to 1 MiB.')
  }
  const isAnswer = answer !== null && typeof answer.recording === 'object'
  const recording = readRecording(isAnswer ? answer.recording : json)
  if (recording === null) throw refuse(`${file} is no recording.`, 'Give what the method runs.get of the API answers for a run.')
  return { recording, trace: isAnswer && 'trace' in answer ? (answer.trace as Trace | null) : null }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw refuse(`The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 'Give the path of a recording.')
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refuse(`${file} is not JSON: ${(error as Error).message}.`, 'Give what the method runs.get of the API answers for a run.')
  }
}

function refuse(message: string, mend: string): ProblemError {
  return new ProblemError([problem('bad-recording', {}, message, mend)])
}

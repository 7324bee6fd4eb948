import { problem } from '../../shared/directive/problem.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import type { Answer, RefusedCode } from './answer.ts'
import type { AdmissionLimits, ChildEnd } from './run-child.ts'

type NotAdmitted =
  | Exclude<ChildEnd, { kind: 'answered' }>
  | Extract<Answer, { kind: 'refused' }>
  | { readonly kind: 'too-much-to-say' }

const MENDS: Readonly<Record<RefusedCode, string>> = {
  'not-wasm': 'Choose a WebAssembly component: a .wasm file made for the component model.',
  'core-module': 'Add the component that comes out of that.',
  malformed: 'Build it again, or get the file again: it may have been damaged on the way.',
  unsupported: 'Build it for WASI 0.2 and without features that are still being proposed.',
  limit: 'Make the component smaller or simpler: the limits keep one component from harming all others.',
}

export function admissionProblem(why: NotAdmitted, limits: AdmissionLimits): Problem {
  switch (why.kind) {
    case 'refused':
      return problem(why.code, {}, sentence(why.message), MENDS[why.code])
    case 'too-slow':
      return problem('too-slow', {}, `Reading the component took longer than ${limits.timeMs / 1000} s.`, 'Split it into smaller components.')
    case 'too-big':
      return problem(
        'too-big', {}, `The component becomes more than ${mib(limits.outputBytes)} of JavaScript.`, 'Let it export fewer functions and simpler types.',
      )
    case 'too-much-to-say':
      return problem(
        'too-big', {}, `What is to be known of the component's types and parts is more than ${mib(limits.descriptionBytes)}.`,
        'Let it export fewer functions and simpler types.',
      )
    case 'out-of-memory':
      return problem('too-big', {}, `Reading the component took more than ${mib(limits.memoryBytes)} of memory.`, 'Split it into smaller components.')
    case 'closed':
      return problem('closed', {}, 'Runnel is being stopped.', 'Add the component again when it runs.')
    case 'crashed':
      return problem(
        'crashed', {}, sentence(`Reading the component crashed (${why.how})`), 'Report this together with the component: nothing else was harmed.',
      )
  }
}

function mib(bytes: number): string {
  return `${bytes / 1024 / 1024} MiB`
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

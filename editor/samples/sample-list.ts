import type { Directive, Sample } from '../../shared/directive/schema.ts'

// A flow's samples stand in one list; a trigger's are those that name it, counted from 0 in that order.

type Samples = readonly Sample[]

const NO_SAMPLES: Samples = []

export function samplesOf(document: Directive, flow: string, trigger: string): Samples {
  return allOf(document, flow).filter((sample) => sample.trigger === trigger)
}

export function allOf(document: Directive, flow: string): Samples {
  return document.samples?.[flow] ?? NO_SAMPLES
}

/** The trigger's sample of that position replaced; behind the last one when it has none there. */
export function withSample(all: Samples, index: number, sample: Sample): Samples {
  const position = positionsOf(all, sample.trigger)[index]
  return position === undefined ? [...all, sample] : all.map((each, at) => (at === position ? sample : each))
}

export function withoutSample(all: Samples, trigger: string, index: number): Samples {
  const position = positionsOf(all, trigger)[index]
  return all.filter((_, at) => at !== position)
}

/** `wanted`, or with the first number behind it that makes it another name: `Ada`, `Ada 2`. */
export function freeName(wanted: string, samples: Samples): string {
  const taken = new Set(samples.map(({ name }) => name))
  if (!taken.has(wanted)) return wanted
  const base = wanted.replace(/ \d+$/, '')
  for (let number = 2; ; number++) if (!taken.has(`${base} ${number}`)) return `${base} ${number}`
}

function positionsOf(all: Samples, trigger: string): readonly number[] {
  return all.flatMap((sample, at) => (sample.trigger === trigger ? [at] : []))
}

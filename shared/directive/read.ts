import { findDuplicateMember } from '../json/duplicate-member.ts'
import { findJsonHazard } from '../json/hazard.ts'
import { readJson } from '../json/read-json.ts'
import { explainIssue, type Flaw, type Path } from './explain.ts'
import { placeOf } from './place-of.ts'
import { problem, ProblemError, type Problem } from './problem.ts'
import { DirectiveSchema, type Directive } from './schema.ts'
import { upgradeDirective } from './upgrade.ts'

export type DirectiveReading = { readonly directive: Directive } | { readonly problems: readonly Problem[] }

/**
 * Reads a directive from JSON text. Says everything that is wrong with its form; what its names mean is looked up by
 * `resolveDirective`. `origin` is a file's name for the messages.
 */
export function readDirective(text: string, origin = 'The directive'): DirectiveReading {
  const read = readJson(text)
  if (!read.ok) {
    const message = `${origin} is not JSON: ${read.flaw.text}.`
    return { problems: [problem('bad-json', { pointer: '' }, message, 'Correct the text at this place.')] }
  }
  const twice = findDuplicateMember(text)
  if (twice !== null) {
    const where = `line ${twice.line}, column ${twice.column}`
    const message = `The name ${JSON.stringify(twice.name)} stands twice in one object: ${where}.`
    return { problems: [problem('bad-json', { pointer: '' }, message, 'Rename one of the two.')] }
  }
  return readDirectiveValue(read.json)
}

/** Reads a directive from parsed JSON or YAML, upgrading an older version first. */
export function readDirectiveValue(value: unknown): DirectiveReading {
  const hazard = findJsonHazard(value)
  if (hazard !== null) {
    return { problems: [problem('bad-directive', placeOf(hazard.path), hazard.message, 'Take it out.')] }
  }
  const upgraded = upgradeDirective(value)
  if (!upgraded.ok) return { problems: [upgraded.problem] }
  const read = DirectiveSchema.safeParse(upgraded.value)
  if (read.success) return { directive: read.data }
  const checked = { schema: DirectiveSchema, root: upgraded.value, nameOf }
  return {
    problems: read.error.issues
      .flatMap((issue) => explainIssue(issue, checked))
      .map(withPresentForm)
      .map(({ path, message, mend }) => problem('bad-directive', placeOf(path), message, mend)),
  }
}

/** The same for whoever cannot go on without one: throws `ProblemError`. */
export function directiveFrom(value: unknown): Directive {
  const read = readDirectiveValue(value)
  if ('problems' in read) throw new ProblemError(read.problems)
  return read.directive
}

/** What a flow once said of itself as a node is said by nodes in it. */
const PRESENT_FORMS: Readonly<Record<string, string>> = {
  inputs: 'Add a node {"trigger": "inputs", "with": {"inputs": {"text": "string"}}} with the name and type of each input.',
  outputs: 'Add a node {"sink": "output", "with": {"name": "out"}, "in": {"value": {"from": "node.port"}}} for each output.',
}

function withPresentForm(flaw: Flaw): Flaw {
  const [top, , member] = flaw.path
  const form = top === 'flows' && flaw.path.length === 3 ? PRESENT_FORMS[member as string] : undefined
  return form === undefined ? flaw : { ...flaw, mend: form }
}

function nameOf(path: Path): string {
  if (path.length === 0) return 'The directive'
  if (path[0] !== 'flows' || path[1] === undefined) return path.join('.')
  if (path.length === 2) return `The flow ${path[1]}`
  if (path[2] !== 'nodes' || path[3] === undefined) return path.slice(2).join('.')
  return path.length === 4 ? `The node ${path[3]}` : path.slice(4).join('.')
}

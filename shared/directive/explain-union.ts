import { listed, nearestName } from './did-you-mean.ts'
import { explainIssue, kindNamed, shown, valueAt, type Checked, type Flaw, type Issue, type Path } from './explain.ts'

type Option = readonly Issue[]

/**
 * A union says what every one of its alternatives has against a value. This finds the alternative that was meant (by
 * the member that tells it apart, or by the kind of value) and gives its findings only.
 */
export function explainUnion(options: readonly Option[], checked: Checked, path: Path): readonly Flaw[] {
  const found = valueAt(checked.root, path)
  const ofThisKind = options.filter((option) => !option.some(refusesKind))
  if (ofThisKind.length === 0) return explainKinds(options, checked, path)
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    return explainOption(ofThisKind[0]!, checked, path)
  }
  const meant = ofThisKind.filter((option) => missingIn(option, found).length === 0)
  if (meant.length === 1) return explainOption(meant[0]!, checked, path)
  return meant.length === 0 ? explainNone(ofThisKind, found, checked, path) : explainSeveral(meant, checked, path)
}

function explainOption(option: Option, checked: Checked, path: Path): readonly Flaw[] {
  return option.flatMap((issue) => explainIssue(issue, checked, [...path, ...(issue.path as Path)]))
}

/** Whether an alternative is for another kind of value altogether. */
function refusesKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')
}

/** `5`, where text or a list is expected. */
function explainKinds(options: readonly Option[], checked: Checked, path: Path): readonly Flaw[] {
  const issues = options.flatMap((option) => option.filter(refusesKind))
  const choice = issues.find(({ code }) => code === 'invalid_value')
  const found = valueAt(checked.root, path)
  if (choice !== undefined && typeof found !== 'object') return explainIssue(choice, checked, path)
  const kinds = issues.map((issue) => (issue.code === 'invalid_type' ? kindNamed(issue.expected) : 'text'))
  const wanted = listed([...new Set(kinds)], 'or')
  const name = checked.nameOf(path)
  if (found === undefined) return [{ path, message: `${name} is missing.`, mend: `Add it: ${wanted}.` }]
  return [{ path, message: `${name} is ${shown(found)}, and ${wanted} is expected.`, mend: 'Correct it.' }]
}

function missingIn(option: Option, found: object): readonly string[] {
  return option.flatMap(({ path }) => (path.length === 1 && !Object.hasOwn(found, path[0]!) ? [String(path[0])] : []))
}

function explainNone(options: readonly Option[], found: object, checked: Checked, path: Path): readonly Flaw[] {
  const tags = [...new Set(options.flatMap((option) => missingIn(option, found).slice(0, 1)))]
  const strays = strangeTo(options, (sets) => sets.reduce((all, one) => all.intersection(one)))
  for (const stray of strays) {
    const meant = nearestName(stray, tags)
    if (meant === null) continue
    const message = `${checked.nameOf(path)} has the unknown member ${stray}.`
    return [{ path: [...path, stray], message, mend: `Did you mean ${meant}?` }]
  }
  return [{ path, message: `${checked.nameOf(path)} has none of ${listed(tags)}.`, mend: 'Give it one of them.' }]
}

function explainSeveral(options: readonly Option[], checked: Checked, path: Path): readonly Flaw[] {
  const common = strangeTo(options, (sets) => sets.reduce((all, one) => all.intersection(one)))
  const any = strangeTo(options, (sets) => sets.reduce((all, one) => all.union(one)))
  // In the document's order, because each alternative names the tags of the others only.
  const written = Object.keys(valueAt(checked.root, path) as object).filter((key) => any.has(key) && !common.has(key))
  return [{ path, message: `${checked.nameOf(path)} has ${listed(written)} at once.`, mend: 'Keep one of them.' }]
}

/** The members that alternatives do not know. */
function strangeTo(
  options: readonly Option[], combine: (sets: readonly ReadonlySet<string>[]) => ReadonlySet<string>,
): ReadonlySet<string> {
  return combine(
    options.map((option) => new Set(option.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [])))),
  )
}

/** Deep enough for any document a person writes, and far from what costs a recursive reader its stack. */
export const MAX_DEPTH = 200

export interface JsonHazard {
  readonly path: readonly (string | number)[]
  /** One sentence. */
  readonly message: string
}

/**
 * What makes a parsed document unfit to be read on: nesting beyond `MAX_DEPTH`, a member called `__proto__`, or
 * something that is no JSON (YAML knows dates and NaN). Null when there is none.
 */
export function findJsonHazard(value: unknown, path: readonly (string | number)[] = []): JsonHazard | null {
  if (path.length > MAX_DEPTH) {
    return { path: path.slice(0, 8), message: `The document is nested more than ${MAX_DEPTH} levels deep here.` }
  }
  switch (typeof value) {
    case 'string': case 'boolean': return null
    case 'number':
      if (Number.isFinite(value)) return null
      return { path, message: `${path.join('.')} is ${value}, which JSON does not have.` }
    case 'object': return value === null ? null : hazardWithin(value, path)
    case 'undefined': case 'bigint': case 'symbol': case 'function':
      return { path, message: `${path.join('.')} is not a value that JSON has.` }
  }
}

function hazardWithin(value: object, path: readonly (string | number)[]): JsonHazard | null {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const hazard = findJsonHazard(item, [...path, index])
      if (hazard !== null) return hazard
    }
    return null
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    return { path, message: `${path.join('.')} is not a value that JSON has.` }
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') return { path: [...path, name], message: 'No member may be called __proto__.' }
    const hazard = findJsonHazard(member, [...path, name])
    if (hazard !== null) return hazard
  }
  return null
}

/** A value or a JSON document that does not fit a WIT type. Bad input, never a bug of ours. */
export class ConversionError extends Error {
  /** What is wrong, without the place: `expected u8 (0 to 255), found 300`. */
  readonly problem: string
  /** Members from the outermost value inwards, by WIT or JSON names and list positions. Empty for the value itself. */
  readonly place: readonly (string | number)[]

  constructor(problem: string, place: readonly (string | number)[] = []) {
    super(place.length === 0 ? problem : `at ${printPlace(place)}: ${problem}`)
    this.name = 'ConversionError'
    this.problem = problem
    this.place = place
  }
}

/**
 * Says that what was thrown happened inside `member`. Whatever is no conversion error is a bug and passes unchanged.
 */
export function inside(member: string | number, thrown: unknown): unknown {
  return thrown instanceof ConversionError ? new ConversionError(thrown.problem, [member, ...thrown.place]) : thrown
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/

/** `order.lines[2]."odd name"` */
function printPlace(place: readonly (string | number)[]): string {
  let text = ''
  for (const member of place) {
    if (typeof member === 'number') text += `[${member}]`
    else text += `${text === '' ? '' : '.'}${PLAIN.test(member) ? member : JSON.stringify(member)}`
  }
  return text
}

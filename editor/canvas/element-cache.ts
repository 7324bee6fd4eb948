/** Gives equal elements as the objects they were before, because React Flow draws anew whatever is another object. */
export type ElementCache<T> = (elements: readonly T[]) => T[]

export function createElementCache<T extends { readonly id: string }>(
  same: (one: T, other: T) => boolean,
): ElementCache<T> {
  let before = new Map<string, T>()
  return (elements) => {
    const kept = elements.map((element) => {
      const known = before.get(element.id)
      return known !== undefined && same(known, element) ? known : element
    })
    before = new Map(kept.map((element) => [element.id, element]))
    return kept
  }
}

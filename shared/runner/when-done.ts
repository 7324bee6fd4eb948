/** Looks at what came of something, at once where that is possible. */
export function whenDone<Given>(given: Given | Promise<Given>, look: (given: Given) => void): Given | Promise<Given> {
  if (given instanceof Promise) {
    return given.then((later) => {
      look(later)
      return later
    })
  }
  look(given)
  return given
}

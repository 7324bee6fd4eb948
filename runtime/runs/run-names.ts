/** Names runs, unlike any other of this store: by when the runtime started and by number. */
export function createRunNames(startedMs: number): () => string {
  const prefix = startedMs.toString(36)
  let count = 0
  return () => `${prefix}-${(++count).toString(36)}`
}

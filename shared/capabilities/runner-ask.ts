/** Not granted but said of a node (`runner: own`): its calls are made in a process of its own. */
export const OWN_RUNNER = 'runnel:runner'

/** Of a run: a call of the node that asks, or that the run has ended. */
export type RunnerAsk =
  /** JSON text of each argument. */
  | { readonly capability: typeof OWN_RUNNER; readonly op: 'call'; readonly args: readonly string[] }
  | { readonly capability: typeof OWN_RUNNER; readonly op: 'release' }

/** Changes whenever the same component would come out differently: the cache is kept by it. */
export const TRANSPILER = 'jco-transpile-0.15.0-sync-6'

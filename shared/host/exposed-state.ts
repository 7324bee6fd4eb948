/**
 * Admission rewrites core modules so that everything an instance remembers can be reached: what it defines is exported
 * under reserved names as well, and a custom section says that nothing else is remembered. A module without that
 * section keeps state that cannot be reached, and its instances are replaced, not reset.
 */
export const STATE_SECTION = 'runnel:state'

/** Exports `runnel:state/memory/0`, `runnel:state/global/0` and so on. */
export const STATE_PREFIX = 'runnel:state/'
export const MEMORY_PREFIX = `${STATE_PREFIX}memory/`
export const GLOBAL_PREFIX = `${STATE_PREFIX}global/`

/** The symbol (of the registry) under which the imports hold what the generated module calls whenever a handle moves. */
export const HANDLES_MOVED = 'runnel:handles-moved'

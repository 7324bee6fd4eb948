import type { LoadModule } from '../../shared/host/types.ts'

/** From a data: URL, so that what is executed is what admission wrote and nothing resolves relative to it. */
export const loadModule: LoadModule = (source) =>
  import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`)

import type { BindFuncType } from '../bind-type.ts'
import type { Codec, CodecOf } from './codec.ts'
import type { Layout } from './records.ts'
import { layoutOf } from './records.ts'

/** "MAX_FLAT_PARAMS" and "MAX_FLAT_RESULTS": what is more goes through memory. */
const MAX_FLAT_PARAMS = 16
const MAX_FLAT_RESULTS = 1

/** How a function's parameters and result pass ("Flattening"). */
export interface FunctionCodec {
  readonly params: readonly Codec[]
  /** Where the parameters stand in memory, as a tuple, null when they pass as core values. */
  readonly spilled: Layout | null
  readonly flatParams: number
  readonly result: Codec | null
  /** Whether the result passes in memory. */
  readonly resultSpills: boolean
}

export function functionCodec({ params, result }: BindFuncType, codecOf: CodecOf): FunctionCodec {
  const codecs = params.map(({ type }) => codecOf(type))
  const layout = layoutOf(codecs)
  const spills = layout.flat.length > MAX_FLAT_PARAMS
  const resultCodec = result === null ? null : codecOf(result)
  return {
    params: codecs,
    spilled: spills ? layout : null,
    flatParams: spills ? 1 : layout.flat.length,
    result: resultCodec,
    resultSpills: resultCodec !== null && resultCodec.flat.length > MAX_FLAT_RESULTS,
  }
}

import { returnText, textOf } from '../../build/assembly/abi'
import { begin } from '../../build/assembly/memory'

export { cabi_realloc } from '../../build/assembly/memory'

export function upper(pointer: usize, length: usize): usize {
  begin()
  return returnText(textOf(pointer, length).toUpperCase())
}

import type { BindType } from '../bind-type.ts'
import type { Codec, CodecOf } from './codec.ts'
import { handleCodec } from './handles.ts'
import { listCodec } from './lists.ts'
import { recordCodec, tupleCodec } from './records.ts'
import { SCALARS } from './scalars.ts'
import { STRING } from './text.ts'
import { enumCodec, flagsCodec, optionCodec, resultCodec, variantCodec } from './variants.ts'

/** Makes the codecs of a component's types, one for each type however often it is used. */
export function createCodecs(): CodecOf {
  const known = new Map<BindType, Codec>()
  const codecOf: CodecOf = (type) => {
    let codec = known.get(type)
    if (codec === undefined) known.set(type, (codec = make(type, codecOf)))
    return codec
  }
  return codecOf
}

function make(type: BindType, codecOf: CodecOf): Codec {
  switch (type.kind) {
    case 'string': return STRING
    case 'list': return listCodec(type.item, codecOf)
    case 'record': return recordCodec(type.fields, codecOf)
    case 'tuple': return tupleCodec(type.items.map(codecOf))
    case 'variant': return variantCodec(type.cases, codecOf)
    case 'option': return optionCodec(type.some, codecOf)
    case 'result': return resultCodec(type.ok, type.err, codecOf)
    case 'enum': return enumCodec(type.cases)
    case 'flags': return flagsCodec(type.flags)
    case 'own':
    case 'borrow': return handleCodec(type)
    default: return SCALARS[type.kind]
  }
}

import { z } from '../zod.ts'

/** The members that a schema allows at the end of a path; empty where it allows any or none. */
export function membersAt(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly string[] {
  return [
    ...new Set(reached(schema, path).flatMap((each) => (each instanceof z.ZodObject ? Object.keys(each.shape) : []))),
  ]
}

/** The alternatives at the end of a path, wrappers taken off. */
function reached(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly z.core.$ZodType[] {
  const [member, ...rest] = path
  return alternatives(schema).flatMap((each) => {
    if (member === undefined) return [each]
    if (each instanceof z.ZodObject) {
      const inner = (each.shape as Record<string, z.core.$ZodType>)[member]
      return inner === undefined ? [] : reached(inner, rest)
    }
    if (each instanceof z.ZodRecord) return reached(each.valueType, rest)
    return each instanceof z.ZodArray ? reached(each.element, rest) : []
  })
}

/** What a schema may be, its wrappers taken off. */
export function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  let found = alternativesOf.get(schema)
  if (found === undefined) alternativesOf.set(schema, (found = unwrapped(schema)))
  return found
}

const alternativesOf = new WeakMap<z.core.$ZodType, readonly z.core.$ZodType[]>()

function unwrapped(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap())
  if (schema instanceof z.ZodLazy) return alternatives(schema.unwrap())
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives)
  return [schema]
}

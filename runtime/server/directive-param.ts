import { z } from 'zod'
import type { Directive } from '../../shared/directive/schema.ts'

/** Stands for a directive in a method's params; `directiveFrom` reads it, so that problems have their place in it. */
export const DirectiveParam = z.custom<Directive>()

import type { Json } from '../json/json.ts'
import { z } from '../zod.ts'

export const JsonValue = (z.json() as unknown as z.ZodType<Json>).meta({ id: 'json', description: 'Any JSON value.' })

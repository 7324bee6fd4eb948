// A module of its own, so that the icons which the page draws at once stay out of the chunk with all the others.
// The whole namespace, because manifests may use the names that icons had before.
import * as all from 'lucide-react'
import type { LucideIcon } from 'lucide-react'

export const icons = all as unknown as Readonly<Record<string, LucideIcon>>

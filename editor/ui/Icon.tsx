import { Box, type LucideIcon, type LucideProps } from 'lucide-react'
import { use, Suspense } from 'react'
import { NODE_ICONS } from './node-icons.ts'

/** An icon by its lucide name, as manifests and built-in nodes give it. Names nobody knows become a box. */
export function Icon({ name, size = 16 }: { readonly name: string; readonly size?: number }) {
  const known = NODE_ICONS[name]
  if (known !== undefined) return <Drawn icon={known} size={size} />
  return (
    <Suspense fallback={<span style={{ width: size, height: size }} />}>
      <Loaded name={name} size={size} />
    </Suspense>
  )
}

function Loaded({ name, size }: { readonly name: string; readonly size: number }) {
  const all = use(loadAll())
  return <Drawn icon={all[pascalCase(name)] ?? Box} size={size} />
}

function Drawn({ icon: Shape, ...props }: { readonly icon: LucideIcon } & LucideProps) {
  return <Shape strokeWidth={1.75} aria-hidden {...props} />
}

let loading: Promise<Readonly<Record<string, LucideIcon>>> | null = null

/** Some 1,700 shapes in a chunk of their own, fetched when a package first names one that is not among the usual. */
function loadAll(): Promise<Readonly<Record<string, LucideIcon>>> {
  loading ??= import('./all-icons.ts').then(({ icons }) => icons)
  return loading
}

/** `code-xml` → `CodeXml`, `flip-horizontal-2` → `FlipHorizontal2`. */
function pascalCase(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

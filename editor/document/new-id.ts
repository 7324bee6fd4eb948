const MAX_LENGTH = 64

/** An id made of what a person sees, not among `taken`: `Mask e-mail` → `mask-e-mail`, `mask-e-mail-2`. */
export function newId(wanted: string, taken: (id: string) => boolean): string {
  const base = idOf(wanted)
  if (!taken(base)) return base
  for (let number = 2; ; number++) {
    const suffix = `-${number}`
    const id = base.slice(0, MAX_LENGTH - suffix.length) + suffix
    if (!taken(id)) return id
  }
}

function idOf(wanted: string): string {
  const plain = wanted.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const id = plain.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').replace(/-+$/, '').slice(0, MAX_LENGTH)
  return id === '' ? 'node' : id
}

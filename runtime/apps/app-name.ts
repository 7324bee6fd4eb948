const MAX_LENGTH = 48

/** An application's name made of what a person typed: the first of `sign-up`, `sign-up-2`, … that is free. */
export function appNameFor(label: string, taken: (name: string) => boolean): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  const base = plain.slice(0, MAX_LENGTH).replace(/-+$/, '') || 'flow'
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}-${count}`
    if (!taken(name)) return name
  }
}

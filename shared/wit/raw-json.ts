import type { Json } from '../json/json.ts'

/** A part of a JSON document as its exact text, where parsing would lose digits. */
export class RawJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What readers of the JSON form take: JSON of which parts may still be text. */
export type JsonSource = Json | RawJson | readonly JsonSource[] | { readonly [member: string]: JsonSource }

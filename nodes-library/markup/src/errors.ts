/** The WIT's variants, as componentize-qjs takes them: thrown, they become the `err` of the result. */
export type TemplateError =
  | { readonly tag: 'syntax' | 'partial' | 'data'; readonly val: string }

export type CsvError =
  | { readonly tag: 'quotes'; readonly val: number }
  | { readonly tag: 'ragged'; readonly val: RaggedRow }
  | { readonly tag: 'duplicate-column' | 'delimiter' | 'not-rows'; readonly val: string }

export interface RaggedRow {
  readonly row: number
  readonly expected: number
  readonly found: number
}

export function refuse(error: TemplateError | CsvError): never {
  throw error
}

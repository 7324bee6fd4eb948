/** A JSON value (RFC 8259) as JavaScript holds it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

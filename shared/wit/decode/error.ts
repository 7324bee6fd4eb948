/** Why a component's bytes are not taken. The codes are stable; the messages are for people. */
export type ComponentErrorCode = 'not-wasm' | 'core-module' | 'malformed' | 'unsupported' | 'limit'

/** The only error that decoding and admission throw for what they find in the bytes. */
export class ComponentError extends Error {
  readonly code: ComponentErrorCode
  /** Where in the file, in bytes from its start. Null where no single place is at fault. */
  readonly offset: number | null

  constructor(code: ComponentErrorCode, message: string, offset: number | null) {
    super(offset === null ? message : `${message} (at byte ${offset})`)
    this.name = 'ComponentError'
    this.code = code
    this.offset = offset
  }
}

export function malformed(offset: number, message: string): ComponentError {
  return new ComponentError('malformed', `The component is malformed: ${message}`, offset)
}

/** `value` is what the limit allows, as a number or in words. */
export function overLimit(
  offset: number | null,
  limit: string,
  value: number | string,
  message: string,
): ComponentError {
  const allowed = typeof value === 'number' ? value.toLocaleString('en-US') : value
  return new ComponentError('limit', `${message}; the limit "${limit}" is ${allowed}`, offset)
}

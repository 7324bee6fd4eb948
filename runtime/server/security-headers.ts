// What the editor's pages may do. Flows are served by another listener, so nothing here is theirs.

const COMMON = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const

/** Styles that React sets go through the object model, which a policy without `unsafe-inline` allows. */
export const EDITOR_HEADERS = {
  ...COMMON,
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
} as const

/**
 * The preview's frame: an opaque origin without network, whose worker comes from a blob and compiles WebAssembly. The
 * blobs in `script-src` are the transpiled modules that the worker imports.
 */
export const SANDBOX_HEADERS = {
  ...COMMON,
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': [
    'sandbox allow-scripts',
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    'worker-src blob:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
} as const

/** The frame in which an HTML value is looked at: its styles count, its scripts do not run, nothing is fetched. */
export const VALUE_FRAME_HEADERS = {
  ...COMMON,
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': [
    'sandbox allow-scripts',
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
} as const

/** The frame's script is loaded by a page of opaque origin, for which everything is cross-origin. */
export const SANDBOX_SCRIPT_HEADERS = { ...COMMON, 'cross-origin-resource-policy': 'cross-origin' } as const

export const DATA_HEADERS = {
  ...COMMON,
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
} as const

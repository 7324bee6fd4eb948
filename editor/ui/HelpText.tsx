/** A sentence of a manifest or of WIT documentation: what stands between backticks is code. */
export function HelpText({ text }: { readonly text: string }) {
  return text.split('`').map((part, at) => (at % 2 === 0 ? part : <code key={at}>{part}</code>))
}

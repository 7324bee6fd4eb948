/** A text with some of its letters set off. */
export function Marked({ text, marks }: { readonly text: string; readonly marks: readonly number[] }) {
  if (marks.length === 0) return text
  const set = new Set(marks)
  return [...text].map((letter, at) => (set.has(at) ? <b key={at}>{letter}</b> : letter))
}

// One call owns the whole memory: whatever it and its arguments took is given back when the next call begins, so memory
// does not grow from call to call, and nothing is left over that a later call could see.
let finished: bool = false

/** Each export begins with this. Its arguments are in memory by then, unless it takes numbers only. */
export function begin(): void {
  if (finished) __reset()
  finished = true
}

/** The host asks for memory for arguments, before the call that takes them. */
export function cabi_realloc(old: usize, oldSize: usize, align: usize, size: usize): usize {
  if (finished) {
    __reset()
    finished = false
  }
  return old ? __realloc(old, size) : __alloc(size)
}

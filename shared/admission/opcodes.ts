/** What follows an opcode (core specification, "Instructions", with GC, exceptions, SIMD, threads and tail calls). */
export const IMMEDIATE = {
  unknown: 0,
  none: 1,
  /** One LEB128 number, of any sign. */
  number: 2,
  twoNumbers: 3,
  /** `block`, `loop`, `if` and the old `try`: a block type, and one level more. */
  block: 4,
  /** `end` and the old `delegate`, which ends a `try`. */
  end: 5,
  delegate: 6,
  branchTable: 7,
  memory: 8,
  memoryAndLane: 9,
  oneByte: 10,
  fourBytes: 11,
  eightBytes: 12,
  sixteenBytes: 13,
  /** `select` with types. */
  types: 14,
  tryTable: 15,
  heapType: 16,
  /** `br_on_cast`: flags, a label and two heap types. */
  cast: 17,
  /** Another opcode, which is a number, follows. */
  prefix: 18,
} as const

type Range = readonly [first: number, last: number, immediate: keyof typeof IMMEDIATE]

function table(size: number, ranges: readonly Range[]): Uint8Array {
  const immediates = new Uint8Array(size)
  for (const [first, last, immediate] of ranges) immediates.fill(IMMEDIATE[immediate], first, last + 1)
  return immediates
}

export const OPCODES: Uint8Array = table(256, [
  [0x00, 0x01, 'none'], // unreachable, nop
  [0x02, 0x04, 'block'], // block, loop, if
  [0x05, 0x05, 'none'], // else
  [0x06, 0x06, 'block'], // try
  [0x07, 0x09, 'number'], // catch, throw, rethrow
  [0x0a, 0x0a, 'none'], // throw_ref
  [0x0b, 0x0b, 'end'],
  [0x0c, 0x0d, 'number'], // br, br_if
  [0x0e, 0x0e, 'branchTable'],
  [0x0f, 0x0f, 'none'], // return
  [0x10, 0x10, 'number'], // call
  [0x11, 0x11, 'twoNumbers'], // call_indirect
  [0x12, 0x12, 'number'], // return_call
  [0x13, 0x13, 'twoNumbers'], // return_call_indirect
  [0x14, 0x15, 'number'], // call_ref, return_call_ref
  [0x18, 0x18, 'delegate'],
  [0x19, 0x1b, 'none'], // catch_all, drop, select
  [0x1c, 0x1c, 'types'], // select with types
  [0x1f, 0x1f, 'tryTable'],
  [0x20, 0x26, 'number'], // local, global and table, get and set
  [0x28, 0x3e, 'memory'], // loads and stores
  [0x3f, 0x42, 'number'], // memory.size, memory.grow, i32.const, i64.const
  [0x43, 0x43, 'fourBytes'], // f32.const
  [0x44, 0x44, 'eightBytes'], // f64.const
  [0x45, 0xc4, 'none'], // arithmetic
  [0xd0, 0xd0, 'heapType'], // ref.null
  [0xd1, 0xd1, 'none'], // ref.is_null
  [0xd2, 0xd2, 'number'], // ref.func
  [0xd3, 0xd4, 'none'], // ref.eq, ref.as_non_null
  [0xd5, 0xd6, 'number'], // br_on_null, br_on_non_null
  [0xfb, 0xfe, 'prefix'],
])

/** Opcodes behind a prefix. Gaps inside a range are not told apart from what stands around them: no compiler takes them. */
export const PREFIXED: ReadonlyMap<number, Uint8Array> = new Map([
  [
    0xfb,
    table(0x1f, [
      [0x00, 0x01, 'number'], // struct.new
      [0x02, 0x05, 'twoNumbers'], // struct.get, struct.set
      [0x06, 0x07, 'number'], // array.new
      [0x08, 0x0a, 'twoNumbers'], // array.new_fixed, _data, _elem
      [0x0b, 0x0e, 'number'], // array.get, array.set
      [0x0f, 0x0f, 'none'], // array.len
      [0x10, 0x10, 'number'], // array.fill
      [0x11, 0x13, 'twoNumbers'], // array.copy, array.init
      [0x14, 0x17, 'heapType'], // ref.test, ref.cast
      [0x18, 0x19, 'cast'], // br_on_cast
      [0x1a, 0x1e, 'none'], // conversions, i31
    ]),
  ],
  [
    0xfc,
    table(0x17, [
      [0x00, 0x07, 'none'], // saturating truncation
      [0x08, 0x08, 'twoNumbers'], // memory.init
      [0x09, 0x09, 'number'], // data.drop
      [0x0a, 0x0a, 'twoNumbers'], // memory.copy
      [0x0b, 0x0b, 'number'], // memory.fill
      [0x0c, 0x0c, 'twoNumbers'], // table.init
      [0x0d, 0x0d, 'number'], // elem.drop
      [0x0e, 0x0e, 'twoNumbers'], // table.copy
      [0x0f, 0x11, 'number'], // table.grow, table.size, table.fill
      [0x13, 0x16, 'none'], // 128-bit arithmetic
    ]),
  ],
  [
    0xfd,
    table(0x114, [
      [0x00, 0x0b, 'memory'], // v128.load, v128.store
      [0x0c, 0x0d, 'sixteenBytes'], // v128.const, i8x16.shuffle
      [0x0e, 0x14, 'none'],
      [0x15, 0x22, 'oneByte'], // lanes
      [0x23, 0x53, 'none'],
      [0x54, 0x5b, 'memoryAndLane'],
      [0x5c, 0x5d, 'memory'], // v128.load32_zero, v128.load64_zero
      [0x5e, 0x113, 'none'],
    ]),
  ],
  [
    0xfe,
    table(0x4f, [
      [0x00, 0x02, 'memory'], // notify, wait
      [0x03, 0x03, 'oneByte'], // fence
      [0x10, 0x4e, 'memory'],
    ]),
  ],
])

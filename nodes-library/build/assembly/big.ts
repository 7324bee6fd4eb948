// Unsigned integers of any size up to CAPACITY limbs: enough for the exact decimal of every double, and for its halves.

/** 32-bit limbs. 800 digits × 10^324 and what is shifted into them stay below. */
const CAPACITY: i32 = 140

@final
export class Big {
  private limbs: StaticArray<u32> = new StaticArray<u32>(CAPACITY)
  private length: i32 = 0

  @inline private limb(index: i32): u32 {
    return unchecked(this.limbs[index])
  }

  @inline private put(index: i32, value: u32): void {
    this.limbs[index] = value
  }

  static of(value: u64): Big {
    const big = new Big()
    big.put(0, <u32>value)
    big.put(1, <u32>(value >> 32))
    big.length = value >> 32 ? 2 : value ? 1 : 0
    return big
  }

  copy(): Big {
    const big = new Big()
    memory.copy(changetype<usize>(big.limbs), changetype<usize>(this.limbs), <usize>this.length << 2)
    big.length = this.length
    return big
  }

  bits(): i32 {
    return this.length == 0 ? 0 : (this.length << 5) - <i32>clz(this.limb(this.length - 1))
  }

  /** this × factor + term */
  multiply(factor: u32, term: u32 = 0): void {
    let carry: u64 = term
    for (let index = 0; index < this.length; index++) {
      carry += <u64>this.limb(index) * factor
      this.put(index, <u32>carry)
      carry >>= 32
    }
    if (carry) this.put(this.length++, <u32>carry)
  }

  multiplyByPowerOf10(exponent: i32): void {
    for (; exponent >= 9; exponent -= 9) this.multiply(1000000000)
    let factor: u32 = 1
    for (; exponent > 0; exponent--) factor *= 10
    this.multiply(factor)
  }

  /** this := this / divisor, and gives the remainder. */
  divide(divisor: u32): u32 {
    let rest: u64 = 0
    for (let index = this.length - 1; index >= 0; index--) {
      rest = (rest << 32) | this.limb(index)
      this.put(index, <u32>(rest / divisor))
      rest %= divisor
    }
    this.trim()
    return <u32>rest
  }

  shiftLeft(count: i32): void {
    if (this.length == 0 || count == 0) return
    const whole = count >> 5
    const part = count & 31
    const top = part ? this.limb(this.length - 1) >> (32 - part) : 0
    if (top) this.put(this.length + whole, top)
    for (let index = this.length - 1; index >= 0; index--) {
      const below = part && index > 0 ? this.limb(index - 1) >> (32 - part) : 0
      this.put(index + whole, (this.limb(index) << part) | below)
    }
    for (let index = 0; index < whole; index++) this.put(index, 0)
    this.length += whole + (top ? 1 : 0)
  }

  /** this := this >> count */
  shiftRight(count: i32): void {
    const whole = count >> 5
    const part = count & 31
    for (let index = whole; index < this.length; index++) {
      const above = part && index + 1 < this.length ? this.limb(index + 1) << (32 - part) : 0
      this.put(index - whole, (this.limb(index) >> part) | above)
    }
    this.length = max(this.length - whole, 0)
    this.trim()
  }

  bit(index: i32): bool {
    return index >> 5 < this.length && ((this.limb(index >> 5) >> (index & 31)) & 1) == 1
  }

  isZero(): bool {
    return this.length == 0
  }

  add(other: Big): void {
    const length = max(this.length, other.length)
    let carry: u64 = 0
    for (let index = 0; index < length; index++) {
      if (index < this.length) carry += this.limb(index)
      if (index < other.length) carry += other.limb(index)
      this.put(index, <u32>carry)
      carry >>= 32
    }
    this.length = length
    if (carry) this.put(this.length++, <u32>carry)
  }

  /** this − other, which must not be larger. */
  subtract(other: Big): void {
    let borrow: i64 = 0
    for (let index = 0; index < this.length; index++) {
      borrow += <i64>this.limb(index)
      if (index < other.length) borrow -= <i64>other.limb(index)
      this.put(index, <u32>borrow)
      borrow >>= 32
    }
    this.trim()
  }

  /** Negative, zero or positive as this is less than, equal to or greater than other. */
  compare(other: Big): i32 {
    if (this.length != other.length) return this.length - other.length
    for (let index = this.length - 1; index >= 0; index--) {
      if (this.limb(index) != other.limb(index)) return this.limb(index) < other.limb(index) ? -1 : 1
    }
    return 0
  }

  private trim(): void {
    while (this.length > 0 && this.limb(this.length - 1) == 0) this.length--
  }
}

// Points in time as RFC 3339 writes them, section 5.6. Milliseconds since 1970-01-01T00:00:00Z.

const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/
/** From 0000-01-01 up to the end of 9999: what four digits of a year can write. */
const FIRST_MS = -62_167_219_200_000
const END_MS = 253_402_300_800_000

/** Null when the text is no point in time. What it says below a millisecond goes; a leap second is the next one. */
export function parseTime(text: string): number | null {
  const parts = TIME.exec(text)
  if (parts === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number)
  const [fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = parts.slice(7)
  if (hour > 23 || minute > 59 || second > 60 || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1)
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'))
  return date.getTime() + (hour * 60 + minute - offset) * 60_000 + second * 1_000 + ms
}

/** In UTC, with milliseconds where there are any. Null for what no four digits of a year can write. */
export function printTime(ms: bigint): string | null {
  if (ms < FIRST_MS || ms >= END_MS) return null
  return new Date(Number(ms)).toISOString().replace('.000Z', 'Z')
}

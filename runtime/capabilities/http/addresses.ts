import { BlockList, isIPv4, isIPv6 } from 'node:net'

// Which addresses are of the public internet. Everything else is somebody's own network, or this machine: what a
// component must not reach (RFC 6890 and IANA's registries of special-purpose addresses, November 2026).

const RESERVED_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.31.196.0', 24], ['192.52.193.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['192.175.48.0', 24], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['224.0.0.0', 4], ['240.0.0.0', 4],
]
/** Within 2000::/3, beside which nothing is public. */
const RESERVED_6: readonly (readonly [string, number])[] = [
  ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20],
]

const reserved4 = listOf(RESERVED_4, 'ipv4')
const reserved6 = listOf(RESERVED_6, 'ipv6')
const public6 = listOf([['2000::', 3]], 'ipv6')
/** Translated by NAT64 into the IPv4 address that it ends with. */
const nat64 = listOf([['64:ff9b::', 96]], 'ipv6')

function listOf(subnets: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family)
  return list
}

/** Of an address as `socket.remoteAddress` or a resolver gives it. What is no address is not public. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !reserved4.check(address, 'ipv4')
  const plain = address.replace(/%.*$/, '')
  if (!isIPv6(plain)) return false
  const words = wordsOf(plain)
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff) return isPublic(lastFour(words))
  if (nat64.check(plain, 'ipv6')) return isPublic(lastFour(words))
  return public6.check(plain, 'ipv6') && !reserved6.check(plain, 'ipv6')
}

/** The eight words of an IPv6 address. */
function wordsOf(address: string): readonly number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const text = dotted === null ? address : address.slice(0, dotted.index) + hexOf(dotted.slice(1).map(Number))
  const [before = '', after] = text.split('::')
  const left = before === '' ? [] : before.split(':')
  const right = after === undefined || after === '' ? [] : after.split(':')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].map((word) => Number.parseInt(word, 16))
}

function hexOf([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

function lastFour(words: readonly number[]): string {
  return words.slice(6).flatMap((word) => [word >> 8, word & 255]).join('.')
}

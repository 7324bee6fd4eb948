// One function for each function of wit/text.wit, with its flattened core signature.
import { putText, RESULT, returnBytes, returnF64, returnText, returnTexts, textOf, textsOf } from '../../build/assembly/abi'
import { begin } from '../../build/assembly/memory'
import { titleCase as titled } from './case'
import { characterAt, characterCount, characterIndex, isSpace, trimmed } from './characters'
import { maskEmails } from './mask'
import { formatted, isDecimal, numberOf } from './number'

export { cabi_realloc } from '../../build/assembly/memory'

export function upper(text: usize, textSize: usize): usize {
  begin()
  return returnText(textOf(text, textSize).toUpperCase())
}

export function lower(text: usize, textSize: usize): usize {
  begin()
  return returnText(textOf(text, textSize).toLowerCase())
}

export function titleCase(text: usize, textSize: usize): usize {
  begin()
  return returnText(titled(textOf(text, textSize)))
}

export function trim(text: usize, textSize: usize): usize {
  begin()
  return returnText(trimmed(textOf(text, textSize)))
}

export function replace(text: usize, textSize: usize, find: usize, findSize: usize, by: usize, bySize: usize): usize {
  begin()
  if (findSize == 0) return returnBytes(text, textSize)
  return returnText(textOf(text, textSize).replaceAll(textOf(find, findSize), textOf(by, bySize)))
}

export function split(text: usize, textSize: usize, separator: usize, separatorSize: usize): usize {
  begin()
  if (separatorSize != 0) return returnTexts(textOf(text, textSize).split(textOf(separator, separatorSize)))
  const whole = textOf(text, textSize)
  const characters: string[] = []
  for (let at = 0; at < whole.length;) {
    const next = characterAt(whole, at, 1)
    characters.push(whole.substring(at, next))
    at = next
  }
  return returnTexts(characters)
}

export function join(parts: usize, count: usize, separator: usize, separatorSize: usize): usize {
  begin()
  return returnText(textsOf(parts, count).join(textOf(separator, separatorSize)))
}

export function concat(first: usize, firstSize: usize, second: usize, secondSize: usize): usize {
  begin()
  return returnText(textOf(first, firstSize) + textOf(second, secondSize))
}

export function surround(text: usize, textSize: usize, before: usize, beforeSize: usize, after: usize, afterSize: usize): usize {
  begin()
  return returnText(textOf(before, beforeSize) + textOf(text, textSize) + textOf(after, afterSize))
}

export function slice(text: usize, textSize: usize, start: i32, hasEnd: i32, end: i32): usize {
  begin()
  const whole = textOf(text, textSize)
  const from = position(whole, start)
  const to = hasEnd ? position(whole, end) : whole.length
  return returnText(from < to ? whole.substring(from, to) : '')
}

function position(text: string, character: i32): i32 {
  return character >= 0
    ? characterAt(text, 0, character)
    : characterAt(text, 0, max(characterCount(text) + character, 0))
}

export function length(text: usize, textSize: usize): u32 {
  begin()
  return characterCount(textOf(text, textSize))
}

export function wordCount(text: usize, textSize: usize): usize {
  begin()
  const whole = textOf(text, textSize)
  let words: u32 = 0
  let lines: u32 = whole.length > 0 ? 1 : 0
  let inWord = false
  for (let at = 0; at < whole.length; at++) {
    const unit = whole.charCodeAt(at)
    const space = isSpace(unit)
    if (!space && !inWord) words++
    inWord = !space
    if (unit == 0x0a || (unit == 0x0d && !(at + 1 < whole.length && whole.charCodeAt(at + 1) == 0x0a))) lines++
  }
  store<u32>(RESULT, words)
  store<u32>(RESULT, characterCount(whole), 4)
  store<u32>(RESULT, lines, 8)
  return RESULT
}

export function contains(text: usize, textSize: usize, part: usize, partSize: usize): bool {
  begin()
  return textOf(text, textSize).includes(textOf(part, partSize))
}

export function startsWith(text: usize, textSize: usize, part: usize, partSize: usize): bool {
  begin()
  return partSize <= textSize && memory.compare(text, part, partSize) == 0
}

export function endsWith(text: usize, textSize: usize, part: usize, partSize: usize): bool {
  begin()
  return partSize <= textSize && memory.compare(text + textSize - partSize, part, partSize) == 0
}

export function indexOf(text: usize, textSize: usize, part: usize, partSize: usize): usize {
  begin()
  const whole = textOf(text, textSize)
  const at = whole.indexOf(textOf(part, partSize))
  store<u8>(RESULT, at >= 0 ? 1 : 0)
  if (at >= 0) store<u32>(RESULT, characterIndex(whole, at), 4)
  return RESULT
}

export function maskEmail(text: usize, textSize: usize, keep: i32): usize {
  begin()
  return returnText(maskEmails(textOf(text, textSize), keep))
}

export function parseNumber(text: usize, textSize: usize): usize {
  begin()
  const number = trimmed(textOf(text, textSize))
  if (isDecimal(number)) return returnF64(0, numberOf(number))
  store<u8>(RESULT, 1)
  const found = number.length > 40 ? number.substring(0, characterAt(number, 0, 40)) + '…' : number
  putText(RESULT + 8, found.length == 0 ? 'expected a number, found nothing' : 'expected a number, found "' + found + '"')
  return RESULT
}

export function formatNumber(value: f64, hasDecimals: i32, decimals: i32, hasGrouping: i32, grouping: usize, groupingSize: usize): usize {
  begin()
  return returnText(formatted(value, hasDecimals ? min(decimals, 100) : -1, hasGrouping ? textOf(grouping, groupingSize) : ''))
}

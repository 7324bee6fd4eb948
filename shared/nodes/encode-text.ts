import { z } from '../zod.ts'
import { calls, gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({})
const utf8 = new TextEncoder()

export const encodeText: CoreDefinition = {
  kind: 'core',
  name: 'encode-text',
  label: 'Text to bytes',
  help: 'Gives the bytes of text, in UTF-8.',
  icon: 'file-digit',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [{ name: 'text', type: { kind: 'string' }, help: 'Any text.', required: true }],
        result: { kind: 'list', item: { kind: 'u8' } },
      },
    })),
  work: calls(([text]) => gives(utf8.encode(text as string)), [
    { title: 'Two bytes for a letter with dots', in: { text: 'Öl' }, out: { out: 'w5Zs' } },
  ]),
}

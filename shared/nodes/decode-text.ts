import { z } from '../zod.ts'
import { calls, givesErr, givesOk } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({})

export const decodeText: CoreDefinition = {
  kind: 'core',
  name: 'decode-text',
  label: 'Bytes to text',
  help: 'Reads bytes as text in UTF-8. Gives err where they are none. A mark of the byte order at the beginning goes.',
  icon: 'file-type',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [{
          name: 'bytes', type: { kind: 'list', item: { kind: 'u8' } }, help: 'Text in UTF-8.', required: true,
        }],
        result: { kind: 'result', ok: { kind: 'string' }, err: { kind: 'string' } },
      },
    })),
  work: calls(([bytes]) => {
    try {
      return givesOk(new TextDecoder('utf-8', { fatal: true }).decode(bytes as Uint8Array))
    } catch {
      return givesErr('the bytes are no text in UTF-8')
    }
  }, [
    { title: 'Text', in: { bytes: 'w5Zs' }, out: { out: 'Öl' } },
    { title: 'No text', in: { bytes: '/w==' }, out: { err: 'the bytes are no text in UTF-8' } },
  ]),
}

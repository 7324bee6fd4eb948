import { z } from '../zod.ts'
import { calls, givesErr, givesOk } from './calls.ts'
import { settle } from './settle.ts'
import type { CoreDefinition } from './definition.ts'
import { jsonFlaw } from '../json/read-json.ts'

const Settings = z.strictObject({})

/**
 * The one door through which text becomes json. A node without settings of its own is best begun as a copy of this
 * file.
 */
export const parseJson: CoreDefinition = {
  kind: 'core',
  name: 'parse-json',
  label: 'Parse JSON',
  help: 'Reads JSON text. Gives the JSON on out, or on err where and why the text is no JSON.',
  icon: 'braces',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [{ name: 'text', type: { kind: 'string' }, help: 'JSON text.', required: true }],
        result: { kind: 'result', ok: { kind: 'known', name: 'json' }, err: { kind: 'string' } },
      },
    })),
  work: calls(([text]) => {
    const flaw = jsonFlaw(text as string)
    return flaw === null ? givesOk(text) : givesErr(flaw.text)
  }, [
    { title: 'An object', in: { text: '{"a": [1, 2]}' }, out: { out: { a: [1, 2] } } },
    {
      title: 'What is wrong, and where',
      in: { text: '{"a": }' }, out: { err: 'line 1, column 7: a value is missing' },
    },
  ]),
}

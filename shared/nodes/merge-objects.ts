import { objectMembers } from '../json/object-members.ts'
import { z } from '../zod.ts'
import { calls, givesErr, givesOk } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({})

export const mergeObjects: CoreDefinition = {
  kind: 'core',
  name: 'merge-objects',
  label: 'Merge objects',
  help: 'Makes one JSON object of two. Of members with one name that of over counts. Gives err where one is no object.',
  icon: 'combine',
  category: 'Data',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'base', type: { kind: 'known', name: 'json' }, help: 'An object.', required: true },
          { name: 'over', type: { kind: 'known', name: 'json' }, help: 'An object whose members win.', required: true },
        ],
        result: { kind: 'result', ok: { kind: 'known', name: 'json' }, err: { kind: 'string' } },
      },
    })),
  work: calls(([base, over]) => {
    const below = objectMembers(base as string)
    const above = objectMembers(over as string)
    if (below === null) return givesErr('base is no object')
    if (above === null) return givesErr('over is no object')
    const members = new Map([...below, ...above])
    return givesOk(`{${Array.from(members, ([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`)
  }, [
    {
      title: 'One over the other', in: { base: { a: 1, b: 2 }, over: { b: 3, c: 4 } },
      out: { out: { a: 1, b: 3, c: 4 } },
    },
    { title: 'No object', in: { base: {}, over: [1] }, out: { err: 'over is no object' } },
  ]),
}

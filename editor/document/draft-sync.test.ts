import { expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import { ConnectionLost, RpcError } from '../rpc/client.ts'
import { openDraft, type DraftSurroundings } from './draft-sync.ts'

const directive = (label: string): Directive => ({ directive: 1, name: 'a', label, packages: {}, flows: {} })

/** A runtime with one draft, its line in the hand. Timers run when they are asked to. */
function scene(revision = 1, kept: Directive = directive('first')) {
  const far = { revision, kept, online: true, cut: false }
  const states: string[] = []
  const theirs: Directive[] = []
  const stored = new Map<string, string>()
  let timer: (() => void) | null = null
  const surroundings: DraftSurroundings = {
    rpc: {
      state: () =>
        far.online
          ? { kind: 'connected', hello: { protocol: 1, build: '', flowsUrl: '', policy: {} } }
          : { kind: 'waiting', retryAtMs: 0 },
      call: (async (method: string, params: { revision: number; directive: Directive }) => {
        if (method === 'draft.get') return { app: 'a', revision: far.revision, directive: far.kept }
        if (params.revision !== far.revision) throw new RpcError(2, 'stale', {})
        Object.assign(far, { revision: far.revision + 1, kept: params.directive })
        if (far.cut) throw new ConnectionLost()
        return { revision: far.revision }
      }) as DraftSurroundings['rpc']['call'],
    },
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, text) => void stored.set(key, text),
      removeItem: (key) => void stored.delete(key),
    },
    later: (_, task) => {
      timer = task
      return () => {
        timer = null
      }
    },
    onState: ({ kind }) => states.push(kind),
    onTheirs: (document) => theirs.push(document),
  }
  const open = () => openDraft({ app: 'a', revision: far.revision, directive: far.kept }, surroundings)
  const tick = async () => {
    const task = timer
    timer = null
    task?.()
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  return { far, states, theirs, stored, open, tick }
}

it('saves a while after an edit, and keeps a copy until that is acknowledged', async () => {
  const { far, states, stored, open, tick } = scene()
  const { sync } = open()
  sync.changed(directive('second'))
  expect([far.kept.label, stored.size]).toEqual(['first', 1])
  await tick()
  expect([far.kept.label, far.revision, stored.size, states]).toEqual([
    'second',
    2,
    0,
    ['saved', 'unsaved', 'saving', 'saved'],
  ])
})

it('saves only the newest of several edits', async () => {
  const { far, open, tick } = scene()
  const { sync } = open()
  sync.changed(directive('second'))
  sync.changed(directive('third'))
  await tick()
  expect([far.kept.label, far.revision]).toEqual(['third', 2])
})

it('keeps what was edited without a line, and saves it when there is one', async () => {
  const { far, states, stored, open, tick } = scene()
  const { sync } = open()
  far.online = false
  sync.changed(directive('second'))
  await tick()
  expect([far.kept.label, states.at(-1), stored.size]).toEqual(['first', 'offline', 1])
  far.online = true
  sync.connected()
  await tick()
  expect([far.kept.label, states.at(-1), stored.size]).toEqual(['second', 'saved', 0])
})

it('asks whose document stays when somebody else was faster, and overwrites only then', async () => {
  const { far, states, open, tick } = scene()
  const { sync } = open()
  Object.assign(far, { revision: 5, kept: directive('theirs') })
  sync.changed(directive('mine'))
  await tick()
  sync.changed(directive('mine too'))
  await tick()
  expect([far.kept.label, states.at(-1)]).toEqual(['theirs', 'conflict'])
  sync.overwrite()
  await tick()
  expect([far.kept.label, states.at(-1)]).toEqual(['mine too', 'saved'])
})

it('takes over what somebody else saved when nothing of ours is unsaved', async () => {
  const { far, theirs, open, tick } = scene()
  const { sync } = open()
  Object.assign(far, { revision: 2, kept: directive('theirs') })
  sync.savedElsewhere(2)
  await tick()
  expect(theirs).toEqual([directive('theirs')])
})

it('does not take its own save, whose answer was lost, for somebody else’s', async () => {
  const { far, states, stored, open, tick } = scene()
  const { sync } = open()
  far.cut = true
  sync.changed(directive('mine'))
  await tick()
  expect(states.at(-1)).toBe('offline')
  far.cut = false
  sync.connected()
  await tick()
  expect([states.at(-1), stored.size, far.revision]).toEqual(['saved', 0, 2])
})

it('takes up after a reload what was never acknowledged', async () => {
  const { far, open, tick } = scene()
  const first = open()
  far.online = false
  first.sync.changed(directive('mine'))
  first.sync.close()
  far.online = true
  const again = open()
  expect([again.restored, again.directive.label]).toEqual([true, 'mine'])
  await tick()
  expect(far.kept.label).toBe('mine')
})

it('makes a conflict of what was never acknowledged when somebody else saved since', async () => {
  const { far, states, open, tick } = scene()
  const first = open()
  far.online = false
  first.sync.changed(directive('mine'))
  first.sync.close()
  Object.assign(far, { online: true, revision: 9, kept: directive('theirs') })
  expect(open().restored).toBe(true)
  await tick()
  expect([far.kept.label, states.at(-1)]).toEqual(['theirs', 'conflict'])
})

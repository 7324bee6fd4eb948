import { expect, it } from 'vitest'
import { UPGRADE_STEPS, upgradeDirective, type UpgradeStep } from './upgrade.ts'

const STEPS: readonly UpgradeStep[] = [
  { from: 1, upgrade: ({ title, ...rest }) => ({ ...rest, name: title }) },
  { from: 2, upgrade: ({ name, ...rest }) => ({ ...rest, name: String(name).toLowerCase() }) },
]

it('takes a document through every step between its version and the present one', () =>
  expect(upgradeDirective({ directive: 1, title: 'APP' }, STEPS, 3)).toEqual({ ok: true, value: { directive: 3, name: 'app' } }))

it('begins with the step of the version it finds', () =>
  expect(upgradeDirective({ directive: 2, name: 'APP' }, STEPS, 3)).toEqual({ ok: true, value: { directive: 3, name: 'app' } }))

it('leaves a document of the present version alone', () => {
  const document = { directive: 3, title: 'APP' }
  expect(upgradeDirective(document, STEPS, 3)).toEqual({ ok: true, value: document })
})

it('refuses a newer document', () =>
  expect(upgradeDirective({ directive: 4 }, STEPS, 3)).toEqual({
    ok: false,
    problem: {
      code: 'newer-directive', severity: 'error', place: { pointer: '/directive' },
      message: 'The directive was written by a newer Runnel (version 4, this one reads up to 3).', mend: 'Update Runnel.',
    },
  }))

it.each([null, [], 'text', {}, { directive: '1' }, { directive: 1.5 }])('leaves %j to the schema to refuse', (value) =>
  expect(upgradeDirective(value)).toEqual({ ok: true, value }))

it('has a step for every version before the present one', () => expect(UPGRADE_STEPS.map(({ from }) => from)).toEqual([]))

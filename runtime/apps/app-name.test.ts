import { expect, it } from 'vitest'
import { appNameFor } from './app-name.ts'

it.each([
  { label: 'Sign up', taken: [], name: 'sign-up' },
  { label: 'Sign up', taken: ['sign-up', 'sign-up-2'], name: 'sign-up-3' },
  { label: '  Größe & Maß! ', taken: [], name: 'gro-e-ma' },
  { label: '2nd try', taken: [], name: 'nd-try' },
  { label: '漢字', taken: [], name: 'flow' },
  { label: '', taken: ['flow'], name: 'flow-2' },
  { label: 'x'.repeat(100), taken: [], name: 'x'.repeat(48) },
])('“$label” is called $name', ({ label, taken, name }) =>
  expect(appNameFor(label, (one) => taken.includes(one))).toBe(name))

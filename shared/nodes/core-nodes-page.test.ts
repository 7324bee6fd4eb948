import { expect, it } from 'vitest'
import { coreNodesPage } from './core-nodes-page.test-support.ts'

it('docs/core-nodes.md says what the catalogue says', () =>
  expect(coreNodesPage()).toMatchFileSnapshot('../../docs/core-nodes.md'))

import { expect, it } from 'vitest'
import { checkPackage } from '../../nodes-library/build/check.ts'
import { packageNames, readSource } from '../../nodes-library/build/source.ts'

const names = await packageNames()

it.each(names)('the committed package %s is what its source builds', async (name) => {
  const verdict = await checkPackage(await readSource(name))
  expect(verdict, verdict.message).not.toMatchObject({ kind: 'differs' })
})

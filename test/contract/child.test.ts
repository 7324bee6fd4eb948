import { afterAll, beforeAll } from 'vitest'
import { openChild } from './child-runner.ts'
import { openTestLibrary, type TestLibrary } from './library.ts'
import { runnerContract } from './runner-contract.ts'

let shared: TestLibrary
beforeAll(async () => { shared = await openTestLibrary() })
afterAll(() => shared.close())

runnerContract('a child process', () => openChild(shared.cacheDir))

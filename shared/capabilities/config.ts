import { z } from '../zod.ts'
import type { Current } from '../host/surroundings.ts'
import type { CapabilityDefinition } from './definition.ts'

const Settings = z.strictObject({
  values: z.record(z.string().max(256), z.string().max(100_000)).optional().meta({
    title: 'Values',
    description: 'What the component finds, by key.',
  }),
})
type Settings = z.output<typeof Settings>

export const config: CapabilityDefinition = {
  name: 'wasi:config/store',
  label: 'Configuration',
  help: 'May read the values that are given to it here, and no others.',
  icon: 'sliders-horizontal',
  settings: Settings,
  interfaces: new Map([
    ['wasi:config/store@0.2.0-draft', storeOf],
    ['wasi:config/store@0.2.0-rc.1', storeOf],
    ['wasi:config/runtime@0.2.0-draft', storeOf],
  ]),
  simulated: null,
  waits: [],
}

function storeOf(_: Current, { values = {} }: Settings) {
  const entries = Object.entries(values)
  return {
    get: (key: string): string | undefined => (Object.hasOwn(values, key) ? values[key] : undefined),
    getAll: (): readonly (readonly [string, string])[] => entries,
  }
}

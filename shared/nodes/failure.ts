import { z } from '../zod.ts'
import { settle } from './settle.ts'
import type { TriggerDefinition } from './definition.ts'
import { FAILURE_TYPE } from '../wit/ports.ts'

const Settings = z.strictObject({})

export const failure: TriggerDefinition = {
  kind: 'trigger',
  name: 'failure',
  label: 'On failure',
  help: 'Takes what fails in this flow and is wired nowhere, once the flow names it as its error handler.',
  icon: 'triangle-alert',
  category: 'Triggers',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({ ok: true, value: { settings: { kind: 'failure' }, out: FAILURE_TYPE } })),
}

import type { Binding } from '../../shared/directive/schema.ts'
import { printType } from '../../shared/wit/print.ts'
import { defaultValue } from '../../shared/wit/sample-value.ts'
import type { PortType, WitType } from '../../shared/wit/types.ts'
import { wireBetween } from '../../shared/wit/wire.ts'
import { addVariable } from '../document/commands/variables.ts'
import { commit, currentDocument, endGroup } from '../document/document-store.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { typeOf } from '../variables/TypeField.tsx'
import { showVariables } from '../variables/variables-store.ts'
import { bindingGroup, type BindingPlace } from './binding-place.ts'

interface Asked {
  readonly name: string
  readonly place: BindingPlace
  readonly type: PortType
  readonly binding: Binding | null
  readonly set: (binding: Binding | null, title: string) => void
}

/** The declared variables that an input may take, and a way to declare one for it. */
export function variablesFor({ name, place, type, binding, set }: Asked): readonly MenuItem[] {
  const fitting = Object.entries(currentDocument().config ?? {}).flatMap(([variable, declared]): MenuItem[] => {
    const of = typeOf(declared.type)
    if (declared.secret === true || of === null || wireBetween(of, type).kind === 'refused') return []
    const bind = () => set({ config: variable }, `Bind ${name}`)
    return [{ kind: 'action', label: variable, checked: isBoundTo(binding, variable), run: bind }]
  })
  const declare = () => {
    const of = declaredType(type)
    const value = binding !== null && 'value' in binding ? binding.value : defaultValue(of)
    const added = addVariable(currentDocument(), name, { type: printType(of), default: value })
    const title = `Declare ${added.name}`
    // Declared and bound is one step.
    endGroup()
    commit(added.edit, title, bindingGroup(place.node, place.input))
    set({ config: added.name }, title)
    endGroup()
  }
  return [
    ...(fitting.length === 0 ? [{ kind: 'heading', label: 'No variable fits' } as const] : fitting),
    { kind: 'line' },
    { kind: 'action', label: `A new variable ${name}`, run: declare },
    { kind: 'action', label: 'All variables…', run: () => showVariables(true) },
  ]
}

function isBoundTo(binding: Binding | null, variable: string): boolean {
  return binding !== null && 'config' in binding && binding.config === variable
}

/** What an input that may stay empty takes when it does not. */
function declaredType(type: PortType): WitType {
  switch (type.kind) {
    case 'any': case 'var': case 'unit': case 'unusable': return { kind: 'known', name: 'json' }
    default: return type
  }
}

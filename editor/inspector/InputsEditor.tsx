import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { Node } from '../../shared/directive/schema.ts'
import { parseType } from '../../shared/wit/parse.ts'
import { WitSyntaxError } from '../../shared/wit/wit-tokens.ts'
import { type FlowInputs, inputsOf, removeInput, renameInput, setInputs } from '../document/commands/flow-ports.ts'
import { commit, currentDocument, endGroup } from '../document/document-store.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './InputsEditor.module.css'
import { PortNameField } from './PortNameField.tsx'
import { Section } from './Section.tsx'

interface InputsEditorProps {
  readonly flow: string
  readonly id: string
  readonly node: Node
}

/** The inputs of a flow that is used as a node: what its trigger `inputs` gives. */
export function InputsEditor({ flow, id, node }: InputsEditorProps) {
  const inputs = inputsOf(node)
  const names = Object.keys(inputs)
  const types = useId()
  const at = { flow, node: id }
  const put = (next: FlowInputs, title: string, group: string | null = null) =>
    commit(setInputs(currentDocument(), at, next), title, group)
  const swap = (one: number, other: number) => {
    const order = [...names]
    ;[order[one], order[other]] = [order[other] as string, order[one] as string]
    put(Object.fromEntries(order.map((name) => [name, inputs[name] as string])), 'Move an input')
  }
  return (
    <Section title="Inputs of the flow">
      <p className={css.about}>Where the flow is used as a node, these are its inputs.</p>
      <ol className={css.list} aria-label="Inputs of the flow">
        {names.map((name, index) => (
          <li key={index} className={css.row}>
            <PortNameField
              label={`Name of input ${index + 1}`}
              value={name}
              taken={names.filter((other) => other !== name)}
              onRename={(to) => commit(renameInput(currentDocument(), at, name, to), 'Rename an input')}
            />
            <div>
              <TextField
                label={`Type of ${name}`}
                mono
                list={types}
                value={inputs[name] as string}
                check={typeFlaw}
                onChange={(type) => put({ ...inputs, [name]: type }, 'Change a type', `type:${flow}/${id}.${name}`)}
                onDone={endGroup}
              />
            </div>
            <span className={css.buttons}>
              <IconButton
                label={`Move ${name} up`}
                size="small"
                disabled={index === 0}
                onClick={() => swap(index, index - 1)}
              >
                <ArrowUp size={13} />
              </IconButton>
              <IconButton
                label={`Move ${name} down`}
                size="small"
                disabled={index === names.length - 1}
                onClick={() => swap(index, index + 1)}
              >
                <ArrowDown size={13} />
              </IconButton>
              <IconButton
                label={`Remove ${name}`}
                size="small"
                onClick={() => commit(removeInput(currentDocument(), at, name), 'Remove an input')}
              >
                <X size={13} />
              </IconButton>
            </span>
          </li>
        ))}
      </ol>
      <datalist id={types}>
        {COMMON_TYPES.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <Button
        size="small"
        look="plain"
        icon={<Plus size={13} />}
        onClick={() => put({ ...inputs, [freeName(names)]: 'string' }, 'Add an input')}
      >
        Add an input
      </Button>
    </Section>
  )
}

const COMMON_TYPES = [
  'string', 'bool', 'u32', 's64', 'f64', 'json', 'list<string>', 'list<u8>', 'option<string>', 'image', 'html',
  'timestamp', 'record { name: string }',
]

function freeName(names: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'value' : `value${number}`
    if (!names.includes(name)) return name
  }
}

/** The parser's words; null for a type. */
export function typeFlaw(text: string): string | null {
  try {
    parseType(text)
    return null
  } catch (error) {
    if (!(error instanceof WitSyntaxError)) throw error
    const place = error.line === 1 ? 'Column' : `Line ${error.line}, column`
    return `${place} ${error.column}: ${error.problem}.`
  }
}

import { Plus, X } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import type { Problem } from '../../shared/directive/problem.ts'
import type { Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { parseSignature } from '../../shared/wit/parse.ts'
import { printType, type Signature } from '../../shared/wit/print.ts'
import { defaultValue } from '../../shared/wit/sample-value.ts'
import { WitSyntaxError } from '../../shared/wit/wit-tokens.ts'
import { fillNode } from '../commands/fill-commands.ts'
import { setSample, setSignature } from '../document/commands/blank.ts'
import { commit, currentDocument, endGroup, useDocumentStore } from '../document/document-store.ts'
import { useLibraryStore } from '../library/library-store.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import fields from '../ui/Field.module.css'
import { Icon } from '../ui/Icon.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './BlankSection.module.css'
import { type FittingFunction, fittingFunctions } from './fitting-functions.ts'
import { ValueForm } from './forms/ValueForm.tsx'
import { Section } from './Section.tsx'

interface BlankSectionProps {
  readonly flow: string
  readonly id: string
  readonly node: Extract<Node, { blank: unknown }>
  readonly problems: readonly Problem[]
}

/** What a blank node will take and give, what previews take for that, and what could fill it. */
export function BlankSection({ flow, id, node: { blank }, problems }: BlankSectionProps) {
  const signature = read(blank.signature)
  const change = (json: Json | undefined) =>
    commit(setSample(currentDocument(), flow, id, json), 'Set the sample', `sample:${flow}/${id}`)
  return (
    <>
      <Section title="Blank node">
        <p className={css.about}>
          Previews take the sample for what it gives. It is deployed once a function fills it.
        </p>
        <div className={fields.label}>Signature</div>
        <TextField
          label="Signature"
          mono
          lines
          value={blank.signature}
          placeholder="func(text: string) -> string"
          check={flawOf}
          onChange={(text) =>
            commit(setSignature(currentDocument(), flow, id, text), 'Change the signature', `signature:${flow}/${id}`)
          }
          onDone={endGroup}
        />
        {typeof signature !== 'string' && (signature.result !== null || blank.sample !== undefined) && (
          <Sample result={signature.result} sample={blank.sample} problems={problems} onChange={change} />
        )}
      </Section>
      {typeof signature !== 'string' && <Fitting flow={flow} id={id} />}
    </>
  )
}

interface SampleProps {
  readonly result: Signature['result']
  readonly sample: Json | undefined
  readonly problems: readonly Problem[]
  readonly onChange: (sample: Json | undefined) => void
}

function Sample({ result, sample, problems, onChange }: SampleProps) {
  const flaw = problems.find(({ place }) => place.pointer?.endsWith('/blank/sample') === true)
  return (
    <div className={css.sample}>
      <div className={fields.label}>
        <span className={css.name}>Sample of what it gives</span>
        {sample !== undefined && (
          <IconButton label="Take the sample out" size="small" onClick={() => onChange(undefined)}>
            <X size={13} />
          </IconButton>
        )}
      </div>
      {result !== null && sample !== undefined && (
        <ValueForm type={result} json={sample} label="Sample" onChange={onChange} onDone={endGroup} />
      )}
      {result !== null && sample === undefined && (
        <Button size="small" icon={<Plus size={13} />} onClick={() => onChange(defaultValue(result))}>
          Type in a sample
        </Button>
      )}
      {flaw !== undefined && <p className={fields.flaw}>{`${flaw.message} ${flaw.mend}`}</p>}
    </div>
  )
}

const FEW = 6

function Fitting({ flow, id }: { readonly flow: string; readonly id: string }) {
  const document = useDeferredValue(useDocumentStore((state) => state.open?.document))
  const packages = useLibraryStore((state) => state.packages)
  const [all, setAll] = useState(false)
  const found = useMemo(
    () => (document === undefined ? null : fittingFunctions(document, flow, id, packages)),
    [document, flow, id, packages],
  )
  if (found === null) return null
  const shown = all ? found : found.slice(0, FEW)
  return (
    <Section title="Functions that fit">
      {found.length === 0 && (
        <p className={css.about}>
          No function of the library takes and gives this. Drop a component’s .wasm file anywhere to add one.
        </p>
      )}
      <ul className={css.list} aria-label="Functions that fit">
        {shown.map((fitting) => (
          <li key={fitting.entry.id}>
            <FittingRow id={id} fitting={fitting} />
          </li>
        ))}
      </ul>
      {shown.length < found.length && (
        <Button size="small" look="plain" onClick={() => setAll(true)}>
          Show all {found.length}
        </Button>
      )}
    </Section>
  )
}

function FittingRow({ id, fitting: { entry, filled } }: { readonly id: string; readonly fitting: FittingFunction }) {
  const renamed = [...filled.renamed].map(([from, to]) => `${from} → ${to}`).join(', ')
  const detail = filled.result === 'differs' ? resultOf(entry) : renamed === '' ? entry.category : renamed
  return (
    <button
      type="button"
      className={css.row}
      aria-label={`Fill with ${entry.label}`}
      data-tip={entry.label}
      data-tip-more={entry.help === '' ? undefined : entry.help}
      onClick={() => fillNode(id, entry)}
    >
      <span className={css.icon}>
        <Icon name={entry.icon} size={15} />
      </span>
      <span className={css.label}>{entry.label}</span>
      <span className={css.detail}>{detail}</span>
    </button>
  )
}

function resultOf({ outputs: [first] }: FittingFunction['entry']): string {
  if (first === undefined || first.type.kind === 'unit') return 'gives nothing'
  return `gives ${printType(first.type, { inline: false })}`
}

/** The reason where it cannot be read. */
function read(text: string): Signature | string {
  try {
    return parseSignature(text)
  } catch (error) {
    if (error instanceof WitSyntaxError) return error.message
    throw error
  }
}

function flawOf(text: string): string | null {
  const signature = read(text)
  return typeof signature === 'string' ? `No signature yet: ${signature}.` : null
}

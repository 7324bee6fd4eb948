import { CircleAlert, Power, TriangleAlert } from 'lucide-react'
import type { Problem } from '../../shared/directive/problem.ts'
import type { Node } from '../../shared/directive/schema.ts'
import { AnswersSection } from '../answers/AnswersSection.tsx'
import { useFace, useProblemsOf, useResolvedNode } from '../canvas/use-node.ts'
import { offerMend } from '../commands/mend.ts'
import { toggleDisabled } from '../commands/node-commands.ts'
import { commit, endGroup } from '../document/document-store.ts'
import { MaySection } from '../grants/MaySection.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { TextField } from '../ui/TextField.tsx'
import { BlankSection } from './BlankSection.tsx'
import { CallsSection } from './CallsSection.tsx'
import { FlowSection } from './FlowSection.tsx'
import { InputField } from './InputField.tsx'
import { InputsEditor } from './InputsEditor.tsx'
import { LastValues } from './LastValues.tsx'
import { LimitsSection } from './LimitsSection.tsx'
import { NodeHelp } from './NodeHelp.tsx'
import css from './NodeInspector.module.css'
import { OutputEditor } from './OutputEditor.tsx'
import { Section } from './Section.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import { SwitchForm } from './switch/SwitchForm.tsx'
import { WaitsFor } from './WaitsFor.tsx'

interface NodeInspectorProps {
  readonly flow: string
  readonly id: string
  readonly node: Node
}

export function NodeInspector({ flow, id, node }: NodeInspectorProps) {
  const face = useFace(id, node)
  const resolved = useResolvedNode(id)
  const problems = useProblemsOf(id)
  const setText = (part: 'label' | 'note', title: string) => (text: string) =>
    commit(
      { kind: 'set-node-part', flow, node: id, part, value: text.trim() === '' ? undefined : text },
      title,
      `${part}:${flow}/${id}`,
    )
  const inputs = resolved?.inputs ?? []
  // An input that wants a value says so where the value goes.
  const besideInputs = problems.filter(
    ({ code, place }) =>
      !(code === 'missing-binding' && inputs.some(({ name }) => name === place.input))
      && place.pointer?.endsWith('/blank/sample') !== true,
  )
  return (
    <>
      <header className={css.head} data-tone={face.tone}>
        <span className={css.icon}>
          <Icon name={face.icon} size={18} />
        </span>
        <div className={css.title}>
          <TextField
            label="Label"
            value={node.label ?? ''}
            placeholder={face.label}
            onChange={setText('label', 'Rename')}
            onDone={endGroup}
          />
          <code className={css.id} data-tip="Wires name the node so. It never changes.">
            {id}
          </code>
        </div>
        <IconButton
          label={node.disabled === true ? 'Enable' : 'Disable'}
          keys="E"
          aria-pressed={node.disabled === true}
          onClick={toggleDisabled}
        >
          <Power size={15} />
        </IconButton>
      </header>
      {besideInputs.length > 0 && (
        <ul className={css.problems}>
          {besideInputs.map((problem, at) => (
            <ProblemRow key={at} problem={problem} />
          ))}
        </ul>
      )}
      <Settings flow={flow} id={id} node={node} />
      {'blank' in node && <BlankSection flow={flow} id={id} node={node} problems={problems} />}
      {inputs.length > 0 && (
        <Section title="Inputs">
          {inputs.map((input) => (
            <InputField
              key={input.name}
              flow={flow}
              id={id}
              input={input}
              binding={node.in?.[input.name] ?? null}
              problems={problems}
            />
          ))}
        </Section>
      )}
      {resolved?.action.kind === 'function' && <AnswersSection at={{ flow, node: id }} />}
      {resolved !== undefined && <MaySection flow={flow} id={id} node={node} resolved={resolved} />}
      {resolved !== undefined && <CallsSection flow={flow} id={id} node={node} resolved={resolved} />}
      {resolved !== undefined && <LimitsSection flow={flow} id={id} node={node} kind={resolved.action.kind} />}
      {node.after !== undefined && <WaitsFor flow={flow} id={id} node={node} />}
      <LastValues id={id} node={node} />
      <NodeHelp id={id} node={node} face={face} />
      <Section title="Note" closed={node.note === undefined}>
        <div>
          <TextField
            lines
            label="Note"
            value={node.note ?? ''}
            placeholder="What others should know about this step"
            onChange={setText('note', 'Note')}
            onDone={endGroup}
          />
        </div>
      </Section>
    </>
  )
}

function Settings({ flow, id, node }: NodeInspectorProps) {
  if ('trigger' in node && node.trigger === 'inputs') return <InputsEditor flow={flow} id={id} node={node} />
  if ('sink' in node && node.sink === 'output') return <OutputEditor flow={flow} id={id} node={node} />
  if ('flow' in node) return <FlowSection node={id} flow={node.flow} />
  if ('core' in node && node.core === 'switch') return <SwitchForm flow={flow} id={id} node={node} />
  const settled = 'trigger' in node || 'sink' in node || 'core' in node
  return settled ? <SettingsForm flow={flow} id={id} node={node} /> : null
}

function ProblemRow({ problem }: { readonly problem: Problem }) {
  const fix = offerMend(problem)
  return (
    <li data-severity={problem.severity}>
      {problem.severity === 'error' ? (
        <CircleAlert size={14} aria-label="Error" />
      ) : (
        <TriangleAlert size={14} aria-label="Warning" />
      )}
      <div>
        <p>{problem.message}</p>
        <p className={css.mend}>{problem.mend}</p>
        {fix !== null && (
          <Button size="small" onClick={fix.run}>
            {fix.label}
          </Button>
        )}
      </div>
    </li>
  )
}

import { CornerRightDown } from 'lucide-react'
import { openInside } from '../commands/inside-commands.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { usesOf } from '../document/flow-uses.ts'
import { Button } from '../ui/Button.tsx'
import css from './FlowSection.module.css'
import { Section } from './Section.tsx'

/** Of a flow that is used as a node: the way in, and where else it is used. */
export function FlowSection({ node, flow }: { readonly node: string; readonly flow: string }) {
  const uses = useDocumentStore(({ open }) => (open === null ? 0 : usesOf(open.document, flow).length))
  const known = useDocumentStore(({ open }) => Object.hasOwn(open?.document.flows ?? {}, flow))
  if (!known) return null
  return (
    <Section title="Flow">
      <p className={css.about}>
        {uses === 1
          ? 'It is used here only.'
          : `It is used in ${uses} places: what you change inside changes in all of them.`}
      </p>
      <Button size="small" icon={<CornerRightDown size={14} aria-hidden />} onClick={() => openInside(node)}>
        Open the inside
      </Button>
    </Section>
  )
}

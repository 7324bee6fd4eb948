import { ArrowRight } from 'lucide-react'
import type { GalleryExample } from '../../shared/protocol/messages.ts'
import { openExample } from './app-commands.ts'
import css from './ExampleCard.module.css'
import { FlowSketch } from './FlowSketch.tsx'

export function ExampleCard({ example: { id, title, description, directive } }: { readonly example: GalleryExample }) {
  const [flow] = Object.entries(directive.flows)
  return (
    <li className={css.card}>
      <div className={css.sketch}>
        {flow !== undefined && <FlowSketch flow={flow[1]} view={directive.view?.[flow[0]] ?? {}} />}
      </div>
      <div className={css.text}>
        <button type="button" className={css.title} onClick={() => void openExample(id)}>
          {title}
        </button>
        <p>{description}</p>
        <span className={css.open} aria-hidden>
          Open <ArrowRight size={14} />
        </span>
      </div>
    </li>
  )
}

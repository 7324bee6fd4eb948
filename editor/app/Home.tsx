import { FileUp, Plus, Workflow } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { GalleryExample } from '../../shared/protocol/messages.ts'
import { useConnectionStore } from '../rpc/runtime.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { AppCard } from './AppCard.tsx'
import { createApp } from './app-commands.ts'
import { useAppsStore } from './apps-store.ts'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { ExampleCard } from './ExampleCard.tsx'
import css from './Home.module.css'
import { IMPORTABLE, importFiles } from './import-file.ts'
import { Logo } from './Logo.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'

export function Home() {
  const { apps, examples, loaded } = useAppsStore()
  const connected = useConnectionStore(({ state }) => state.kind === 'connected')
  const file = useRef<HTMLInputElement>(null)
  const newestFirst = useMemo(() => apps.toSorted((one, other) => other.savedMs - one.savedMs), [apps])
  const simplestFirst = useMemo(() => examples?.toSorted((one, other) => nodesOf(one) - nodesOf(other)), [examples])
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <Logo size={26} />
        <span className={css.name}>Runnel</span>
        <ConnectionNotice />
        <span className={css.space} />
        <ThemeToggle />
      </header>
      <main className={css.main}>
        <section className={css.intro}>
          <div>
            <h1>Draw a flow, watch its values, deploy it</h1>
            <p>
              Every step is a WebAssembly component, whatever language it was written in. What you see while you draw is
              what will run.
            </p>
          </div>
          <div className={css.actions}>
            <Button look="accent" icon={<Plus size={16} />} disabled={!connected} onClick={() => void createApp()}>
              New flow
            </Button>
            <Button icon={<FileUp size={15} />} disabled={!connected} onClick={() => file.current?.click()}>
              Import
            </Button>
            <input
              ref={file}
              type="file"
              hidden
              multiple
              accept={IMPORTABLE}
              aria-label="Files to import"
              onChange={(event) => {
                void importFiles([...(event.target.files ?? [])])
                event.target.value = ''
              }}
            />
          </div>
        </section>
        <section aria-labelledby="mine">
          <h2 id="mine" className={css.heading}>
            My applications
          </h2>
          {loaded && apps.length === 0 ? (
            <div className={css.none}>
              <EmptyState icon={<Workflow size={18} />} title="Nothing here yet">
                Open an example below to see how a flow is made, or begin with an empty one.
              </EmptyState>
            </div>
          ) : (
            <ul className={css.apps}>
              {loaded ? newestFirst.map((app) => <AppCard key={app.app} app={app} />) : <Waiting count={3} />}
            </ul>
          )}
        </section>
        <section aria-labelledby="examples">
          <h2 id="examples" className={css.heading}>
            Examples
          </h2>
          <ul className={css.examples}>
            {simplestFirst === undefined ? (
              <Waiting count={4} />
            ) : (
              simplestFirst.map((example) => <ExampleCard key={example.id} example={example} />)
            )}
          </ul>
        </section>
      </main>
    </div>
  )
}

function nodesOf({ directive }: GalleryExample): number {
  return Object.values(directive.flows).reduce((sum, { nodes }) => sum + Object.keys(nodes).length, 0)
}

/** Takes the room that cards will have, so that nothing moves when they come. */
function Waiting({ count }: { readonly count: number }) {
  return Array.from({ length: count }, (_, at) => <li key={at} className={css.waiting} aria-hidden />)
}

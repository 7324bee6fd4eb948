import { FileQuestionMark } from 'lucide-react'
import { FlowCanvas } from '../canvas/FlowCanvas.tsx'
import { useDocumentStore } from '../document/document-store.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { useLibraryStore } from '../library/library-store.ts'
import { Palette } from '../palette/Palette.tsx'
import { usePanelsStore } from '../session/panels-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { BottomPanel } from './BottomPanel.tsx'
import { useOpenStore } from './open-app.ts'
import { TopBar } from './TopBar.tsx'
import { ValuesSwitch } from './ValuesSwitch.tsx'
import { WayBar } from './WayBar.tsx'
import css from './Workspace.module.css'

export function Workspace({ app }: { readonly app: string }) {
  const state = useOpenStore((store) => store.state)
  const flowId = useSessionStore((store) => store.flow)
  const flow = useDocumentStore((store) => (flowId === null ? undefined : store.open?.document.flows[flowId]))
  // Without the library nodes have no ports yet: they would be drawn small, and grow.
  const ready = useLibraryStore((store) => store.loaded)
  const { paletteOpen, inspectorOpen } = usePanelsStore()
  if (state.kind === 'missing') {
    return (
      <main className={css.missing}>
        <EmptyState icon={<FileQuestionMark size={18} />} title={`There is no application “${app}”`}>
          It may have been deleted. <a href="#/">Back to all applications</a>
        </EmptyState>
      </main>
    )
  }
  return (
    <div className={css.workspace} data-palette={paletteOpen} data-inspector={inspectorOpen}>
      <TopBar app={app} />
      {paletteOpen && <Palette />}
      <main className={css.middle}>
        <div className={css.canvas}>
          {ready && flow !== undefined && flowId !== null && <FlowCanvas flowId={flowId} flow={flow} />}
          <WayBar />
          <ValuesSwitch />
        </div>
        <BottomPanel />
      </main>
      {inspectorOpen && <Inspector />}
    </div>
  )
}

import { ChevronDown, ChevronUp } from 'lucide-react'
import { lazy, type PointerEvent, Suspense, useLayoutEffect } from 'react'
import { useResolvedStore } from '../document/resolved-store.ts'
import { useRunStore } from '../runs/run-store.ts'
import { countText } from '../canvas/count-text.ts'
import { type BottomTab, openBottom, setPanels, usePanelsStore } from '../session/panels-store.ts'
import { IconButton } from '../ui/Button.tsx'
import css from './BottomPanel.module.css'
import { ProblemsPanel } from './ProblemsPanel.tsx'

const SamplePanel = lazy(async () => ({ default: (await import('../samples/SamplePanel.tsx')).SamplePanel }))
const RunsPanel = lazy(async () => ({ default: (await import('../runs/RunsPanel.tsx')).RunsPanel }))
const DeploymentHistory = lazy(async () => ({
  default: (await import('../runs/DeploymentHistory.tsx')).DeploymentHistory,
}))

const TABS: readonly { readonly tab: BottomTab; readonly label: string }[] = [
  { tab: 'sample', label: 'Sample event' },
  { tab: 'runs', label: 'Runs' },
  { tab: 'problems', label: 'Problems' },
  { tab: 'deployments', label: 'Deployments' },
]

const HEAD_HEIGHT = 36

export function BottomPanel() {
  const { bottomTab, bottomOpen, bottomHeight } = usePanelsStore()
  const problems = useResolvedStore((state) => state.resolved.problems.length)
  const runs = useRunStore((state) => state.counts.runs.ok + state.counts.runs.failed)
  const height = bottomOpen ? bottomHeight : HEAD_HEIGHT
  useLayoutEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--lower', `${height}px`)
    return () => {
      style.removeProperty('--lower')
    }
  }, [height])
  const counts: Readonly<Partial<Record<BottomTab, number>>> = { problems, runs }
  return (
    <section className={css.panel} style={{ height }} aria-label="Lower panel" data-area>
      {bottomOpen && <div className={css.grip} role="separator" aria-orientation="horizontal" onPointerDown={resize} />}
      <header className={css.head} role="tablist">
        {TABS.map(({ tab, label }) => (
          <button
            key={tab}
            type="button"
            role="tab"
            aria-selected={bottomOpen && tab === bottomTab}
            className={css.tab}
            onClick={() => (bottomOpen && tab === bottomTab ? setPanels({ bottomOpen: false }) : openBottom(tab))}
          >
            {label}
            {(counts[tab] ?? 0) > 0 && <span className={css.count}>{countText(counts[tab] ?? 0)}</span>}
          </button>
        ))}
        <span className={css.space} />
        <IconButton
          label={bottomOpen ? 'Hide the panel' : 'Show the panel'}
          keys="J"
          size="small"
          onClick={() => setPanels({ bottomOpen: !bottomOpen })}
        >
          {bottomOpen ? <ChevronDown size={15} /> : <ChevronUp size={15} />}
        </IconButton>
      </header>
      {bottomOpen && (
        <div className={css.body} role="tabpanel">
          <Suspense fallback={null}>{bodyOf(bottomTab)}</Suspense>
        </div>
      )}
    </section>
  )
}

function bodyOf(tab: BottomTab) {
  switch (tab) {
    case 'sample': return <SamplePanel />
    case 'runs': return <RunsPanel />
    case 'problems': return <ProblemsPanel />
    case 'deployments': return <DeploymentHistory />
  }
}

const MIN_HEIGHT = 120

function resize(event: PointerEvent<HTMLElement>): void {
  const grip = event.currentTarget
  const start = { y: event.clientY, height: usePanelsStore.getState().bottomHeight }
  grip.setPointerCapture(event.pointerId)
  const move = ({ clientY }: globalThis.PointerEvent) => {
    setPanels({
      bottomHeight: Math.round(Math.max(MIN_HEIGHT, Math.min(start.height + start.y - clientY, innerHeight * 0.7))),
    })
  }
  const end = () => {
    grip.removeEventListener('pointermove', move)
    grip.removeEventListener('pointerup', end)
  }
  grip.addEventListener('pointermove', move)
  grip.addEventListener('pointerup', end)
}

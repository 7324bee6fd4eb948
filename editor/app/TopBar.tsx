import { ChevronDown, Download, House, PanelLeft, PanelRight, Redo2, SlidersHorizontal, Square, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { COMMAND_KEY } from '../commands/command-key.ts'
import { redoEdit, undoEdit, useDocumentStore } from '../document/document-store.ts'
import { setPanels, usePanelsStore } from '../session/panels-store.ts'
import { IconButton } from '../ui/Button.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { AppName } from './AppName.tsx'
import { exportApp } from './app-commands.ts'
import { useApp } from './apps-store.ts'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { DeployButton } from './DeployButton.tsx'
import { Endpoints } from './Endpoints.tsx'
import { FlowTabs } from './FlowTabs.tsx'
import { Logo } from './Logo.tsx'
import { ProblemsButton } from './ProblemsButton.tsx'
import { go } from './route.ts'
import { SaveNotice } from './SaveNotice.tsx'
import { StopDialog } from './StopDialog.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'
import { showVariables } from '../variables/variables-store.ts'
import css from './TopBar.module.css'

export function TopBar({ app }: { readonly app: string }) {
  const { paletteOpen, inspectorOpen } = usePanelsStore()
  const live = useApp(app)?.live ?? null
  const [stopping, setStopping] = useState(false)
  return (
    <header className={css.bar} data-area>
      <a href="#/" className={css.home} aria-label="All applications" data-tip="All applications">
        <Logo size={24} />
      </a>
      <AppName />
      <MenuButton
        label="Application"
        className={css.menu}
        items={() => [
          { kind: 'action', label: 'All applications', icon: <House size={15} />, run: () => go({ kind: 'home' }) },
          {
            kind: 'action',
            label: 'Variables…',
            icon: <SlidersHorizontal size={15} />,
            run: () => showVariables(true),
          },
          { kind: 'action', label: 'Export as a file', icon: <Download size={15} />, run: () => exportApp(app) },
          {
            kind: 'action',
            label: 'Stop…',
            icon: <Square size={15} />,
            disabled: live === null,
            run: () => setStopping(true),
          },
        ]}
      >
        <ChevronDown size={14} />
      </MenuButton>
      <FlowTabs app={app} />
      <span className={css.space} />
      <ConnectionNotice />
      <SaveNotice />
      <History />
      <span className={css.line} />
      <IconButton
        label={paletteOpen ? 'Hide the palette' : 'Show the palette'}
        keys="["
        aria-pressed={paletteOpen}
        onClick={() => setPanels({ paletteOpen: !paletteOpen })}
      >
        <PanelLeft size={16} />
      </IconButton>
      <IconButton
        label={inspectorOpen ? 'Hide the inspector' : 'Show the inspector'}
        keys="]"
        aria-pressed={inspectorOpen}
        onClick={() => setPanels({ inspectorOpen: !inspectorOpen })}
      >
        <PanelRight size={16} />
      </IconButton>
      <ThemeToggle />
      <span className={css.line} />
      <ProblemsButton />
      <Endpoints app={app} />
      <DeployButton app={app} />
      {stopping && <StopDialog app={app} onClose={() => setStopping(false)} />}
    </header>
  )
}

function History() {
  const [undo, redo] = useDocumentStore(
    useShallow(({ open }) => [open?.history.past.at(-1)?.title, open?.history.future.at(-1)?.title]),
  )
  return (
    <>
      <IconButton
        label={undo === undefined ? 'Undo' : `Undo: ${undo}`}
        keys={`${COMMAND_KEY}Z`}
        disabled={undo === undefined}
        onClick={undoEdit}
      >
        <Undo2 size={16} />
      </IconButton>
      <IconButton
        label={redo === undefined ? 'Redo' : `Redo: ${redo}`}
        keys={`⇧${COMMAND_KEY}Z`}
        disabled={redo === undefined}
        onClick={redoEdit}
      >
        <Redo2 size={16} />
      </IconButton>
    </>
  )
}

import { closeMenu, useMenuStore } from '../commands/menu-store.ts'
import { QuickAdd } from '../quick-add/QuickAdd.tsx'
import { useConnectionStore } from '../rpc/runtime.ts'
import { Menu } from '../ui/Menu.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { TooltipLayer } from '../ui/Tooltip.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { FileDrop } from './FileDrop.tsx'
import { Home } from './Home.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { PackageDialog } from '../palette/PackageDialog.tsx'
import { VariablesDialog } from '../variables/VariablesDialog.tsx'
import { useRouteStore } from './route.ts'
import { Workspace } from './Workspace.tsx'
import { WrongVersion } from './WrongVersion.tsx'

export function App() {
  const route = useRouteStore((state) => state.route)
  const connection = useConnectionStore((state) => state.state)
  const menu = useMenuStore((state) => state.menu)
  if (connection.kind === 'wrong-version') return <WrongVersion message={connection.message} />
  return (
    <>
      {route.kind === 'home' ? <Home /> : <Workspace app={route.app} />}
      <QuickAdd />
      {menu !== null && <Menu {...menu} onClose={closeMenu} />}
      <ConflictDialog />
      <ShortcutSheet />
      <VariablesDialog />
      <PackageDialog />
      <FileDrop />
      <Toasts />
      <TooltipLayer />
    </>
  )
}

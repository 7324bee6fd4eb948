import type { Directive } from '../../shared/directive/schema.ts'
import { revealPackage } from '../palette/palette-store.ts'
import { runtime } from '../rpc/runtime.ts'
import { dismissToast, replaceToast, toast } from '../ui/toast-store.ts'
import { appRoute, go } from './route.ts'

/** What may be dropped anywhere on the window or picked: a component, or an application. */
export const IMPORTABLE = '.wasm,.runnel,.json,.yaml,.yml'

export async function importFiles(files: readonly File[]): Promise<void> {
  for (const file of files) {
    if (file.name.endsWith('.wasm')) await importPackage(file)
    else if (/\.(runnel|json|ya?ml)$/.test(file.name)) await importApp(file)
    else
      toast({
        kind: 'bad',
        text: `${file.name} is neither a component nor an application.`,
        detail: 'Drop a .wasm component, or a .runnel, .json or .yaml application file.',
      })
  }
}

async function importPackage(file: File): Promise<void> {
  const id = toast({ kind: 'busy', text: `Reading ${file.name}…` })
  try {
    const added = await runtime().http.postPackage(file, (share) => {
      replaceToast(id, {
        kind: 'busy',
        text: share < 1 ? `Sending ${file.name}… ${Math.round(share * 100)} %` : `Reading ${file.name}…`,
      })
    })
    const count = added.component.functions.length
    const skipped = added.component.unusable.length
    const nodes = count === 1 ? '1 node' : `${count} nodes`
    revealPackage(added.digest)
    replaceToast(id, {
      kind: count === 0 ? 'note' : 'good',
      text: `${added.name} is in your library with ${nodes}.`,
      detail:
        skipped === 0
          ? null
          : `${skipped === 1 ? 'One export cannot' : `${skipped} exports cannot`} be a node yet; the palette says why.`,
    })
  } catch (error) {
    replaceToast(id, {
      kind: 'bad',
      text: `${file.name} could not be added.`,
      detail: error instanceof Error ? error.message : String(error),
    })
  }
}

async function importApp(file: File): Promise<boolean> {
  const id = toast({ kind: 'busy', text: `Importing ${file.name}…` })
  try {
    const { app } = await runtime().http.importApp(file)
    dismissToast(id)
    go(appRoute(app))
    return true
  } catch (error) {
    replaceToast(id, {
      kind: 'bad',
      text: `${file.name} could not be imported.`,
      detail: error instanceof Error ? error.message : String(error),
    })
    return false
  }
}

/** Makes a further application of a document. */
export function importDirective(directive: Directive): Promise<boolean> {
  return importApp(new File([JSON.stringify(directive)], `${directive.name}.json`))
}

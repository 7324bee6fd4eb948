import { create } from 'zustand'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'
import { reviveComponent } from '../../shared/wit/flat.ts'

// The packages at hand, as the runtime lists them.

interface LibraryState {
  /** False until the first list has come. */
  readonly loaded: boolean
  readonly packages: readonly LibraryPackage[]
}

export const useLibraryStore = create<LibraryState>(() => ({ loaded: false, packages: [] }))

export function setPackages(packages: readonly LibraryPackage[]): void {
  useLibraryStore.setState({ loaded: true, packages })
}

export function packageOf(digest: string): LibraryPackage | undefined {
  return useLibraryStore.getState().packages.find((each) => each.digest === digest)
}

const revived = new Map<string, ComponentInfo>()

/** The component behind a digest. Equal digests give one object, so that types can be compared by identity. */
export function componentOf(digest: string): ComponentInfo | undefined {
  const known = revived.get(digest)
  if (known !== undefined) return known
  const flat = packageOf(digest)?.component
  if (flat === undefined) return undefined
  const info = reviveComponent(flat)
  revived.set(digest, info)
  return info
}

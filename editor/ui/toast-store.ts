import { create } from 'zustand'

export interface Toast {
  readonly id: number
  readonly kind: 'note' | 'good' | 'bad' | 'busy'
  readonly text: string
  readonly detail: string | null
  readonly action: { readonly label: string; readonly run: () => void } | null
}

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

const SHORT_MS = 4_000
const LONG_MS = 12_000
let counter = 0

type NewToast = Pick<Toast, 'kind' | 'text'> & Partial<Pick<Toast, 'detail' | 'action'>>

/** Shows a toast and gives its id; one that says the same is shown on. A busy one stays until replaced or dismissed. */
export function toast(given: NewToast): number {
  const said = useToastStore.getState().toasts.find(({ kind, text }) => kind === given.kind && text === given.text)
  return put(said?.id ?? ++counter, given)
}

export function replaceToast(id: number, given: NewToast): void {
  put(id, given)
}

export function dismissToast(id: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }))
}

/** The one place where what went wrong is said to the person. */
export function toastError(text: string, error: unknown): void {
  toast({ kind: 'bad', text, detail: error instanceof Error ? error.message : String(error) })
}

function put(id: number, given: NewToast): number {
  const shown: Toast = { id, detail: null, action: null, ...given }
  useToastStore.setState(({ toasts }) => ({
    toasts: toasts.some((each) => each.id === id)
      ? toasts.map((each) => (each.id === id ? shown : each))
      : [...toasts, shown].slice(-4),
  }))
  if (given.kind !== 'busy') {
    setTimeout(
      () => {
        if (useToastStore.getState().toasts.includes(shown)) dismissToast(id)
      },
      given.kind === 'bad' ? LONG_MS : SHORT_MS,
    )
  }
  return id
}

import { create } from 'zustand'

/** What the address says: `#/` or `#/app/<app>[/<flow>[/<node>…]]`. */
export type Route =
  | { readonly kind: 'home' }
  | {
      readonly kind: 'app'
      readonly app: string
      readonly flow: string | null
      /** Flow nodes that were gone into, outermost first. */
      readonly inside: readonly string[]
    }

export const useRouteStore = create<{ readonly route: Route }>(() => ({
  route: parseRoute(globalThis.location?.hash ?? ''),
}))

export function startRouting(): void {
  addEventListener('hashchange', () => take(parseRoute(location.hash)))
}

export function appRoute(app: string, flow: string | null = null, inside: readonly string[] = []): Route {
  return { kind: 'app', app, flow, inside }
}

export function go(route: Route): void {
  location.hash = printRoute(route)
  take(route)
}

function take(route: Route): void {
  if (printRoute(route) !== printRoute(useRouteStore.getState().route)) useRouteStore.setState({ route })
}

export function parseRoute(hash: string): Route {
  const [place, app, flow, ...inside] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent)
  return place === 'app' && app !== undefined && app !== ''
    ? { kind: 'app', app, flow: flow ?? null, inside }
    : { kind: 'home' }
}

export function printRoute(route: Route): string {
  if (route.kind === 'home') return '#/'
  return ['#/app', route.app, ...(route.flow === null ? [] : [route.flow, ...route.inside])]
    .map((part, at) => (at === 0 ? part : encodeURIComponent(part)))
    .join('/')
}

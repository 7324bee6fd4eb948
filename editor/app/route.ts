import { create } from 'zustand'

/** What the address says: `#/` or `#/app/<app>[/<flow>]`. */
export type Route =
  { readonly kind: 'home' } | { readonly kind: 'app'; readonly app: string; readonly flow: string | null }

export const useRouteStore = create<{ readonly route: Route }>(() => ({
  route: parseRoute(globalThis.location?.hash ?? ''),
}))

export function startRouting(): void {
  addEventListener('hashchange', () => useRouteStore.setState({ route: parseRoute(location.hash) }))
}

export function go(route: Route): void {
  location.hash = printRoute(route)
}

export function parseRoute(hash: string): Route {
  const [place, app, flow] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent)
  return place === 'app' && app !== undefined && app !== ''
    ? { kind: 'app', app, flow: flow ?? null }
    : { kind: 'home' }
}

export function printRoute(route: Route): string {
  if (route.kind === 'home') return '#/'
  return ['#/app', route.app, ...(route.flow === null ? [] : [route.flow])]
    .map((part, at) => (at === 0 ? part : encodeURIComponent(part)))
    .join('/')
}

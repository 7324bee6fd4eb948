import { create } from 'zustand'

export type Theme = 'light' | 'dark'
export type ThemeChoice = Theme | 'system'

interface ThemeState {
  readonly choice: ThemeChoice
  readonly theme: Theme
}

const KEY = 'runnel:theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

export const useThemeStore = create<ThemeState>(() => stateOf(readChoice()))

export function startTheme(): void {
  const show = () => document.documentElement.setAttribute('data-theme', useThemeStore.getState().theme)
  useThemeStore.subscribe(show)
  dark.addEventListener('change', () => useThemeStore.setState(stateOf(useThemeStore.getState().choice)))
  show()
}

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(KEY, choice)
  useThemeStore.setState(stateOf(choice))
}

function stateOf(choice: ThemeChoice): ThemeState {
  return { choice, theme: choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice }
}

function readChoice(): ThemeChoice {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

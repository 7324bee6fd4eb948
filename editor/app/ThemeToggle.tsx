import { Moon, Sun, SunMoon } from 'lucide-react'
import { chooseTheme, type ThemeChoice, useThemeStore } from '../theme/theme-store.ts'
import { IconButton } from '../ui/Button.tsx'

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' }
const LABEL: Readonly<Record<ThemeChoice, string>> = {
  system: 'Colours: as the system',
  light: 'Colours: light',
  dark: 'Colours: dark',
}

export function ThemeToggle() {
  const choice = useThemeStore((state) => state.choice)
  const Shape = choice === 'system' ? SunMoon : choice === 'light' ? Sun : Moon
  return (
    <IconButton label={LABEL[choice]} onClick={() => chooseTheme(NEXT[choice])}>
      <Shape size={16} />
    </IconButton>
  )
}

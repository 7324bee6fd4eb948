import type { SettingValueProps } from '../SettingInput.tsx'
import css from './settings.module.css'

interface ChoicesInputProps extends SettingValueProps {
  readonly choices: readonly string[]
}

/** Some of a few: each is pressed or not. */
export function ChoicesInput({ title, choices, value, onChange, onDone }: ChoicesInputProps) {
  const chosen = Array.isArray(value) ? value : []
  const toggle = (choice: string) => {
    const next = choices.filter((each) => (each === choice) !== chosen.includes(each))
    onChange(next.length === 0 ? undefined : next)
    onDone()
  }
  return (
    <div className={css.choices} role="group" aria-label={title}>
      {choices.map((choice) => (
        <button
          key={choice}
          type="button"
          className={css.choice}
          aria-pressed={chosen.includes(choice)}
          onClick={() => toggle(choice)}
        >
          {choice}
        </button>
      ))}
    </div>
  )
}

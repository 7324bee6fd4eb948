const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)

/** How the command key is written in menus. */
export const COMMAND_KEY = IS_APPLE ? '⌘' : 'Ctrl '

export function hasCommandKey(event: KeyboardEvent): boolean {
  return IS_APPLE ? event.metaKey : event.ctrlKey
}

import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const DEBIAN = '/usr/bin/chromium'
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

/** Starts a real Chromium: the one CHROMIUM names, else Debian's, else the one that npm brought. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: FLAGS })
}

async function chromiumPath(): Promise<string> {
  const named = process.env.CHROMIUM
  if (named !== undefined) return named
  if (existsSync(DEBIAN)) return DEBIAN
  const { default: bundled } = await import('@sparticuz/chromium')
  return bundled.executablePath()
}

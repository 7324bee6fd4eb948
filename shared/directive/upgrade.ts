import { problem, type Problem } from './problem.ts'

/** The version this Runnel writes. */
export const DIRECTIVE_VERSION = 1

/** Turns a document of version `from` into one of version `from + 1`. It gets a document that nobody has checked. */
export interface UpgradeStep {
  readonly from: number
  readonly upgrade: (document: Record<string, unknown>) => Record<string, unknown>
}

/** One for each version before the present one, oldest first. */
export const UPGRADE_STEPS: readonly UpgradeStep[] = []

export type Upgraded =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem }

/** Brings a document to `version` step by step. What has no readable version is left to the schema to refuse. */
export function upgradeDirective(value: unknown, steps = UPGRADE_STEPS, version = DIRECTIVE_VERSION): Upgraded {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: true, value }
  let document = value as Record<string, unknown>
  const written = document['directive']
  if (typeof written !== 'number' || !Number.isInteger(written)) return { ok: true, value }
  if (written > version) {
    return refuse(
      'newer-directive',
      `The directive was written by a newer Runnel (version ${written}, this one reads up to ${version}).`,
      'Update Runnel.',
    )
  }
  for (let from = written; from < version; from++) {
    const step = steps.find((candidate) => candidate.from === from)
    if (step === undefined) {
      return refuse(
        'unknown-version', `There never was a directive of version ${written}.`, `Write "directive": ${version}.`,
      )
    }
    document = { ...step.upgrade(document), directive: from + 1 }
  }
  return { ok: true, value: document }
}

function refuse(code: string, message: string, mend: string): Upgraded {
  return { ok: false, problem: problem(code, { pointer: '/directive' }, message, mend) }
}

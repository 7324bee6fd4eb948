import { suggest } from '../../shared/directive/did-you-mean.ts'
import { problem, ProblemError } from '../../shared/directive/problem.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import { environmentName } from '../../shared/resolve/config.ts'

/** Where one application is run, a value for a variable that it does not declare is a slip. Throws `ProblemError`. */
export function refuseUndeclared(given: ReadonlyMap<string, string>, { config = {} }: Directive): void {
  const problems = [...given.keys()].flatMap((name) => {
    const declared = Object.hasOwn(config, name) ? config[name] : undefined
    if (declared === undefined) {
      const mend = suggest(name, 'variables', Object.keys(config))
      return [problem('unknown-config', {}, `--config ${name}: the directive declares no such variable.`, mend)]
    }
    if (declared.secret !== true) return []
    return [problem(
      'secret-on-command-line', {}, `--config ${name}: it is a secret, and others on this machine see the command line.`,
      `Give it in the environment, as ${environmentName(name)}.`,
    )]
  })
  if (problems.length > 0) throw new ProblemError(problems)
}

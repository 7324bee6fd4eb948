import { describeProblem } from '../../shared/directive/describe-problem.ts'
import { ProblemError, type Problem } from '../../shared/directive/problem.ts'
import { resolveDirective } from '../../shared/resolve/resolve.ts'
import { routeConflicts } from '../deployments/route-conflicts.ts'
import { triggersOf } from '../deployments/triggers.ts'
import { openLocalLibrary, type LocalLibraryOptions } from '../local-library.ts'
import { bringPackages } from './bring-packages.ts'
import { readApplicationFile } from './read-file.ts'

/** Prints the problems of a file, one a line; gives the exit code: 1 when one of them keeps it from being deployed. */
export async function checkFile(
  file: string,
  options: LocalLibraryOptions,
  defaultStoreDir: string,
  print: (line: string) => void,
): Promise<number> {
  const problems = await problemsOf(file, options, defaultStoreDir)
  for (const each of problems) print(describeProblem(each))
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (problems.length === 0) print(`${file} has no problems.`)
  return errors > 0 ? 1 : 0
}

async function problemsOf(
  file: string,
  options: LocalLibraryOptions,
  defaultStoreDir: string,
): Promise<readonly Problem[]> {
  try {
    const application = await readApplicationFile(file)
    const { library, close } = await openLocalLibrary(options)
    try {
      await bringPackages(application, library, defaultStoreDir)
      const resolved = resolveDirective(application.directive, (digest) => library.component(digest))
      return [...resolved.problems, ...routeConflicts(triggersOf(resolved), [])]
    } finally {
      await close()
    }
  } catch (error) {
    if (error instanceof ProblemError) return error.problems
    throw error
  }
}

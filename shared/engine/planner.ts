import type { ResolvedFlow } from '../resolve/types.ts'
import { planRun, type PlanOf, type RunPlan } from './plan.ts'

/** Plans what a trigger's events execute. */
export type Planner = (flow: string, trigger: string) => RunPlan

/** For the flows of one directive: each is planned once, however many nodes use it. `skip`: nodes left out, by flow. */
export function createPlanner(
  flows: ReadonlyMap<string, ResolvedFlow>, skip: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Planner {
  const plans = new Map<string, RunPlan>()
  return planned

  function planned(id: string, trigger: string): RunPlan {
    const name = `${id}/${trigger}`
    let plan = plans.get(name)
    if (plan === undefined) {
      const flow = flows.get(id)
      if (flow === undefined) throw new Error(`there is no flow ${id} to plan`)
      plans.set(name, (plan = planRun(flow, trigger, { skip: skip.get(id) ?? new Set(), planOf: usable })))
    }
    return plan
  }

  function usable(...[flow, trigger]: Parameters<PlanOf>): RunPlan | null {
    return skip.get(flow)?.has(trigger) === true ? null : planned(flow, trigger)
  }
}

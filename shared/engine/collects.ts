import type { Collecting } from './collecting.ts'
import type { Row } from './join.ts'
import type { PlanNode } from './plan.ts'
import { NO_TAG } from './tag.ts'
import type { Tag } from './types.ts'

/** The values that make one list of a node `collect`. */
export interface Group {
  readonly collecting: Collecting
  readonly tag: Tag
  /** In the order of the list, once the group is handed out. */
  readonly rows: readonly Row[]
}

/** Holds what comes to the nodes `collect` of one execution until it is quiet. */
export interface Collects {
  add(node: PlanNode, row: Row): void
  /** What fires when nothing is ready and no call is under way: each group that no other can add to. */
  due(): readonly Group[]
}

interface OpenGroup extends Group {
  readonly rows: Row[]
}

export function createCollects(all: readonly Collecting[]): Collects {
  const byNode = new Map(all.map((collecting) => [collecting.node, collecting]))
  const open = new Map<string, OpenGroup>()
  const given = new Set<string>()
  for (const collecting of all) if (collecting.empty) groupAt(collecting, NO_TAG)
  return {
    add(node, row) {
      const collecting = byNode.get(node) as Collecting
      groupAt(collecting, row.tag.filter(({ key }) => collecting.turns.includes(key))).rows.push(row)
    },
    due() {
      const groups = [...open]
      const ready = groups.filter(([, group]) => !groups.some(([, other]) => other !== group && mayAddTo(other, group)))
      for (const [name, { collecting, rows }] of ready) {
        open.delete(name)
        given.add(name)
        sortRows(rows, collecting.compareKeys)
      }
      return ready.map(([, group]) => group)
    },
  }

  function groupAt(collecting: Collecting, tag: Tag): OpenGroup {
    const name = `${collecting.node.index} ${JSON.stringify(tag)}`
    if (given.has(name)) throw new Error(`a value came to ${collecting.node.node.id} after its list`)
    let group = open.get(name)
    if (group === undefined) open.set(name, (group = { collecting, tag, rows: [] }))
    return group
  }
}

/** Key by key, a tag without the key first: a total order, because no two rows of a node have the same tag. */
function sortRows(rows: Row[], compareKeys: Collecting['compareKeys']): void {
  const keys = [...new Set(rows.flatMap(({ tag }) => tag.map(({ key }) => key)))].toSorted(compareKeys)
  rows.sort((one, other) => {
    for (const key of keys) {
      const difference = indexIn(one.tag, key) - indexIn(other.tag, key)
      if (difference !== 0) return difference
    }
    return 0
  })
}

function indexIn(tag: Tag, key: string): number {
  return tag.find((entry) => entry.key === key)?.index ?? -1
}

/**
 * Whether a list that one group gives may lead to a value of another. Turns only go forward: in the outermost loop
 * around both in which their turns differ, only the earlier leads to the later.
 */
function mayAddTo(from: Group, to: Group): boolean {
  const { turns, reaches } = from.collecting
  let same = 0
  for (; turns[same] !== undefined && turns[same] === to.collecting.turns[same]; same++) {
    const difference = indexIn(from.tag, turns[same]!) - indexIn(to.tag, turns[same]!)
    if (difference !== 0) return difference < 0
  }
  return reaches[same]!.has(to.collecting.node)
}

import { suggest } from '../directive/did-you-mean.ts'
import { parsePath, printPath, type PortPath } from '../directive/path.ts'
import { problem, type Place, type Problem } from '../directive/problem.ts'
import { memberType, membersOf } from '../wit/member.ts'
import { printType } from '../wit/print.ts'
import type { PortType } from '../wit/types.ts'
import type { Signature } from './signature.ts'

export type Source =
  | { readonly kind: 'found'; readonly path: PortPath; readonly type: PortType }
  /** The node is there; why its ports or their types are not known has been said at the node. */
  | { readonly kind: 'unknown'; readonly path: PortPath }
  | { readonly kind: 'wrong'; readonly problem: Problem; readonly path: PortPath | null }

/** Looks up what a `node.port[.member…]` of one flow leads to. Of a case port the path's port is `out.<case>`. */
export function findSource(text: string, signatures: ReadonlyMap<string, Signature>, place: Place): Source {
  const written = parsePath(text)
  if (written === null) {
    const message = `${JSON.stringify(text)} is not a path.`
    return {
      kind: 'wrong',
      path: null,
      problem: problem(
        'bad-path', place, message, 'Write node.port, such as request.out, and members behind it where needed.',
      ),
    }
  }
  const signature = signatures.get(written.node)
  if (signature === undefined) {
    const message = `This flow has no node ${written.node}.`
    return {
      kind: 'wrong',
      path: null,
      problem: problem('unknown-node', place, message, suggest(written.node, 'nodes', [...signatures.keys()])),
    }
  }
  const path = withCase(written, signature.outputs)
  const port = signature.outputs.get(path.port)
  if (port === undefined) {
    if (!signature.known) return { kind: 'unknown', path }
    const message = `The node ${path.node} has no port ${path.port}.`
    return {
      kind: 'wrong',
      path,
      problem: problem('unknown-port', place, message, suggest(path.port, 'ports', [...signature.outputs.keys()])),
    }
  }
  return behindMembers(path, port, place)
}

/** A member right behind a port that is one of its cases belongs to the port. */
function withCase(path: PortPath, outputs: ReadonlyMap<string, PortType>): PortPath {
  const [first, ...rest] = path.members
  const port = `${path.port}.${first}`
  return first === undefined || !outputs.has(port) ? path : { node: path.node, port, members: rest }
}

function behindMembers(path: PortPath, port: PortType, place: Place): Source {
  let type = port
  for (const [at, member] of path.members.entries()) {
    if (type.kind === 'var') return { kind: 'unknown', path }
    const inner = memberType(type, member)
    if (inner !== null) {
      type = inner
      continue
    }
    const before = printPath({ ...path, members: path.members.slice(0, at) })
    const names = membersOf(type).map(([name]) => name)
    const none = `It carries ${printType(type, { inline: false })}, which has none.`
    const mend = names.length > 0 ? suggest(member, 'members', names) : none
    return {
      kind: 'wrong', path, problem: problem('unknown-member', place, `${before} has no member ${member}.`, mend),
    }
  }
  return { kind: 'found', path, type }
}

import { Handle, Position } from '@xyflow/react'
import { useMemo } from 'react'
import type { PortType } from '../../shared/wit/types.ts'
import { printType } from '../../shared/wit/print.ts'
import { useConnectingStore, verdictAt } from './connecting-store.ts'
import { familyOf, shapeOf } from './port-family.ts'
import css from './Port.module.css'

interface PortProps {
  readonly node: string
  readonly handle: string
  readonly side: 'input' | 'output'
  readonly name: string
  readonly type: PortType | null
  readonly help?: string | undefined
  readonly quiet?: boolean
}

/** The dot that wires are drawn from and to. It lights up or dims while a wire is dragged. */
export function Port({ node, handle, side, name, type, help, quiet = false }: PortProps) {
  const dragged = useConnectingStore((state) => state.dragged)
  const verdict = useMemo(() => (dragged === null ? null : verdictAt(dragged, node, handle)), [dragged, node, handle])
  const isStart = dragged?.node === node && dragged.handle === handle
  const state = dragged === null || isStart ? 'idle' : verdict === null ? 'aside' : verdict.kind
  return (
    <Handle
      id={handle}
      type={side === 'input' ? 'target' : 'source'}
      position={side === 'input' ? Position.Left : Position.Right}
      className={`${css.port} ${side === 'input' ? css.input : css.output}`}
      data-family={type === null ? 'missing' : familyOf(type)}
      data-shape={type === null ? 'hollow' : shapeOf(type)}
      data-state={state}
      data-quiet={quiet}
      role="button"
      aria-label={`${side === 'input' ? 'Input' : 'Output'} ${name} of ${node}`}
      data-tip={type === null ? `${name}: there is no such port` : name}
      data-tip-code={type === null ? undefined : printType(type, { inline: true })}
      data-tip-more={help}
    />
  )
}

/** The document of the workload `chain5` and what the five steps make of it. */
export interface Order {
  id?: number
  key?: number
  name: string
  price: number
  note: string
  source?: string
  hash?: string
}

const STEPS: readonly ((order: Order) => void)[] = [
  (order) => {
    order.source = 'bench'
  },
  (order) => {
    order.name = order.name.toUpperCase()
  },
  (order) => {
    order.price += 1
  },
  (order) => {
    order.key = order.id!
    delete order.id
  },
  (order) => {
    order.hash = fnv1a(`${order.name}|${order.price}|${order.note}`)
  },
]

/** The work in plain JavaScript: what every server under comparison must answer. */
export function chain(order: Order): Order {
  for (const step of STEPS) step(order)
  return order
}

/** FNV-1a of 32 bits over UTF-16 code units, in eight hexadecimal digits. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

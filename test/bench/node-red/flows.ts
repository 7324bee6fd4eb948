// Node-RED's flow files: what its editor would save for the flows under comparison.

export type NodeRedFlow = readonly Readonly<Record<string, unknown>>[]

/** POST /chain through five nodes of Node-RED's own, each the kind that a person would take for its step. */
export function chain5Flow(): NodeRedFlow {
  return tab('chain', [
    httpIn('chain-in', 'post', '/chain', 'chain-1'),
    change('chain-1', { t: 'set', p: 'payload.source', to: 'bench', tot: 'str' }, 'chain-2'),
    code('chain-2', 'msg.payload.name = msg.payload.name.toUpperCase()', 'chain-3'),
    code('chain-3', 'msg.payload.price = msg.payload.price + 1', 'chain-4'),
    change('chain-4', { t: 'move', p: 'payload.id', to: 'payload.key', tot: 'msg' }, 'chain-5'),
    code('chain-5', HASH, 'chain-out'),
    httpOut('chain-out'),
  ])
}

const HASH = `
const text = msg.payload.name + '|' + msg.payload.price + '|' + msg.payload.note
let hash = 0x811c9dc5
for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
msg.payload.hash = (hash >>> 0).toString(16).padStart(8, '0')`

/** GET /deployed through a chain of `nodes` nodes, request and response included. The answer contains `token`. */
export function longFlow(nodes: number, token: string): NodeRedFlow {
  const steps = Array.from({ length: nodes - 2 }, (_, step) => step)
  const after = (step: number): string => (step === steps.length - 1 ? 'long-out' : `long-${step + 1}`)
  return tab('long', [
    httpIn('long-in', 'get', '/deployed', 'long-0'),
    ...steps.map((step) =>
      change(
        `long-${step}`,
        { t: 'set', p: `payload.step-${step}`, to: step === 0 ? token : String(step), tot: 'str' },
        after(step),
      ),
    ),
    httpOut('long-out'),
  ])
}

export function tab(id: string, nodes: NodeRedFlow): NodeRedFlow {
  return [
    { id, type: 'tab', label: id, disabled: false, info: '' },
    ...nodes.map((node) => ({ ...node, z: id, x: 100, y: 100 })),
  ]
}

export function httpIn(id: string, method: string, url: string, next: string) {
  return {
    id,
    type: 'http in',
    name: id,
    url,
    method,
    upload: false,
    skipBodyParsing: false,
    swaggerDoc: '',
    wires: [[next]],
  }
}

export function httpOut(id: string) {
  return { id, type: 'http response', name: id, statusCode: '', headers: {}, wires: [] }
}

function change(id: string, rule: Readonly<Record<string, string>>, next: string) {
  return {
    id,
    type: 'change',
    name: id,
    rules: [{ pt: 'msg', ...rule }],
    action: '',
    property: '',
    from: '',
    to: '',
    reg: false,
    wires: [[next]],
  }
}

export function code(id: string, statements: string, next: string) {
  const func = `${statements}\nreturn msg`
  return {
    id,
    type: 'function',
    name: id,
    func,
    outputs: 1,
    timeout: 0,
    noerr: 0,
    initialize: '',
    finalize: '',
    libs: [],
    wires: [[next]],
  }
}

import { reviveLinked } from '../../shared/binder/revive-plan.ts'
import { createComponentHost } from '../../shared/host/component-host.ts'
import type { ComponentHost, GeneratedModule, TranspiledComponent } from '../../shared/host/types.ts'
import { fillingsOf } from '../../shared/host/stack.ts'
import { createRunnerCore } from '../../shared/runner/core.ts'
import { reviveComponent } from '../../shared/wit/flat.ts'
import type { WorkerCommand, WorkerReport } from './messages.ts'
import { createOutside } from './outside.ts'

// The preview's runner: a classic worker inside the sandboxed frame. It runs the same core as a deployment's child
// process; its components come over the port, because there is no network here.

addEventListener('message', (event: MessageEvent) => serve(event.ports[0] as MessagePort), { once: true })

function serve(port: MessagePort): void {
  const components = new Map<string, TranspiledComponent>()
  const hosts = new Map<string, Promise<ComponentHost>>()
  const post = (report: WorkerReport) => port.postMessage(report)
  const outside = createOutside(post)
  const core = createRunnerCore({
    componentOf: (digest) => components.get(digest)?.info,
    simulate: async (by, what) => outside.answer(by, what),
    prepare(digest, limits, powers) {
      const component = components.get(digest)
      if (component === undefined) throw new Error(`the component ${digest} was not sent to the preview`)
      const key = [digest, JSON.stringify(limits), powers.key].join(' ')
      let host = hosts.get(key)
      if (host === undefined) hosts.set(key, (host = createComponentHost(component, loadModule, 'binder', undefined, limits, powers, fillingsOf(powers, (needed) => components.get(needed) as TranspiledComponent))))
      return host
    },
    modulesOf: (digest) => components.get(digest)?.cores.size ?? 0,
    post,
    now: () => performance.timeOrigin + performance.now(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    schedule: (afterMs, task) => void setTimeout(task, afterMs),
    turn,
    watch: { enter: (_flow, { node }, timeoutMs) => post({ kind: 'calling', node, timeoutMs }), leave() {} },
  })
  const broken = (error: unknown) => post({ kind: 'broken', message: error instanceof Error ? error.message : String(error) })

  // Commands are taken one after the other: a run that comes while its directive still loads waits for it.
  let last = Promise.resolve()
  port.onmessage = ({ data }: MessageEvent<WorkerCommand>) => {
    last = last.then(() => take(data)).catch(broken)
  }

  function take(command: WorkerCommand): Promise<void> | void {
    if (command.kind !== 'component') {
      outside.hear(command)
      return core.handle(command)
    }
    const { digest, source, cores } = command
    const binding = reviveLinked(command.binding)
    const info = reviveComponent(command.component)
    components.set(digest, { digest, info, binding, source, cores: new Map(cores) })
  }
}

/** A timer would come after 4 ms. */
function turn(task: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    task()
  }
  port2.postMessage(null)
}

async function loadModule(source: string): Promise<GeneratedModule> {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  try {
    return (await import(/* @vite-ignore */ url)) as GeneratedModule
  } finally {
    URL.revokeObjectURL(url)
  }
}

import type { Current } from '../surroundings.ts'

/** Every object that a component may hold a handle to. jco disposes of it when the component drops that handle. */
export class HostResource {
  readonly #current: Current
  constructor(current: Current) {
    this.#current = current
    current.surroundings.movedHandles = true
  }

  [Symbol.dispose](): void {
    this.#current.surroundings.movedHandles = true
  }
}

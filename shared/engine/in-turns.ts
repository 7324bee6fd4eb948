/** Does its argument as a task of its own, once everything that is ready to go on has gone on. */
export type Turn = (task: () => void) => void

/** Does one thing after another, each when what the one before set going has come to rest. */
export interface Inbox {
  put(deliver: () => void): void
}

export function createInbox(turn: Turn): Inbox {
  const held: (() => void)[] = []
  let next = 0
  let due = false

  function soon(): void {
    if (due) return
    due = true
    turn(deliverOne)
  }

  function deliverOne(): void {
    due = false
    const deliver = held[next++] as () => void
    if (next === held.length) held.length = next = 0
    else soon()
    deliver()
  }

  return {
    put(deliver) {
      held.push(deliver)
      soon()
    },
  }
}

/** Hands on a value once it is there. */
export type Later = <T>(value: Promise<T>, take: (ready: T) => void) => void

/** One thing a turn: of two that came at once, the order in which they are taken is plain. */
export function inTurns(turn: Turn): Later {
  // Most runs wait for nothing, and those that do take no memory for it until it comes.
  let inbox: Inbox | null = null
  return (value, take) => void value.then((ready) => (inbox ??= createInbox(turn)).put(() => take(ready)))
}

/** For what comes in turns already. */
export const AT_ONCE: Later = (value, take) => void value.then(take)

export function intoTurn<T>(inbox: Inbox, value: Promise<T>): Promise<T> {
  return new Promise((resolve) => void value.then((ready) => inbox.put(() => resolve(ready))))
}

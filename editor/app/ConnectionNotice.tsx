import { LoaderCircle, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { runtime, useConnectionStore } from '../rpc/runtime.ts'
import css from './ConnectionNotice.module.css'

/** Says nothing while all is well. */
export function ConnectionNotice() {
  const state = useConnectionStore((store) => store.state)
  const [nowMs, setNowMs] = useState(0)
  const waiting = state.kind === 'waiting'
  useEffect(() => {
    if (!waiting) return
    const tick = () => setNowMs(Date.now())
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [waiting])
  switch (state.kind) {
    case 'connected': case 'wrong-version': case 'closed': return null
    case 'connecting':
      return (
        <span className={css.notice} role="status">
          <LoaderCircle size={14} className={css.turning} aria-hidden /> Connecting…
        </span>
      )
    case 'waiting':
      return (
        <button
          type="button"
          className={`${css.notice} ${css.lost}`}
          data-tip="Try now"
          onClick={() => runtime().rpc.retryNow()}
        >
          <WifiOff size={14} aria-hidden /> No connection to the runtime, trying again in{' '}
          {Math.max(0, Math.ceil((state.retryAtMs - nowMs) / 1000))} s
        </button>
      )
  }
}

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { problem, ProblemError } from '../shared/directive/problem.ts'

/** Gives the port. Rejects with `ProblemError` when it is not to be had; `option` is the flag that chooses another. */
export async function listen(server: Server, host: string, port: number, option: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen({ host, port }, resolve)
  try {
    await promise
  } catch (error) {
    throw new ProblemError([explain(error as NodeJS.ErrnoException, host, port, option)])
  }
  server.off('error', reject)
  return (server.address() as AddressInfo).port
}

function explain({ code, message }: NodeJS.ErrnoException, host: string, port: number, option: string) {
  switch (code) {
    case 'EADDRINUSE':
      return problem(
        'port-in-use',
        {},
        `Port ${port} is in use by another program.`,
        `Stop that program, or choose another port with ${option} ${port + 10}.`,
      )
    case 'EACCES':
      return problem(
        'port-refused',
        {},
        `This user may not listen on port ${port}.`,
        `Choose a port above 1023 with ${option} ${port + 8000}.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return problem(
        'host-unknown',
        {},
        `This machine has no address ${host}.`,
        'Choose one that it has with --host, or leave --host out.',
      )
    default:
      return problem(
        'not-listening',
        {},
        `The runtime cannot listen on ${host}:${port}: ${message}.`,
        `Choose another port with ${option}.`,
      )
  }
}

/** As it stands in a URL. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

import type { Current } from '../surroundings.ts'
import { HostResource } from './resource.ts'

const denied = (): never => {
  throw 'access-denied' // the payload of a result, as jco takes it
}

/** wasi:filesystem without a directory, wasi:sockets without a network: standard libraries find nothing there. */
export function outside(current: Current) {
  class Network extends HostResource {}
  return {
    'wasi:filesystem/preopens': { getDirectories: () => [] },
    'wasi:filesystem/types': { filesystemErrorCode: () => undefined },
    'wasi:sockets/network': { Network, networkErrorCode: () => undefined },
    'wasi:sockets/instance-network': { instanceNetwork: () => new Network(current) },
    'wasi:sockets/ip-name-lookup': { resolveAddresses: denied },
    'wasi:sockets/tcp-create-socket': { createTcpSocket: denied },
    'wasi:sockets/udp-create-socket': { createUdpSocket: denied },
  }
}

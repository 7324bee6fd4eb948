import { ImportError } from '../refusal.ts'

class Network {}

function denied(): never {
  throw new ImportError('access-denied')
}

/** wasi:filesystem without a directory, wasi:sockets without a network: standard libraries find nothing there. */
export const outside = {
  'wasi:filesystem/preopens': { getDirectories: () => [] },
  'wasi:filesystem/types': { filesystemErrorCode: () => undefined },
  'wasi:sockets/network': { Network, networkErrorCode: () => undefined },
  'wasi:sockets/instance-network': { instanceNetwork: () => new Network() },
  'wasi:sockets/ip-name-lookup': { resolveAddresses: denied },
  'wasi:sockets/tcp-create-socket': { createTcpSocket: denied },
  'wasi:sockets/udp-create-socket': { createUdpSocket: denied },
}

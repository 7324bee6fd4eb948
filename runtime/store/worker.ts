import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import { openDatabase, type Answer, type Database, type Request } from './database.ts'
import { faultOf, type Fault } from './fault.ts'

// The database's thread. What was asked while the last transaction was written goes into the next one: under load many
// requests share one flush to the disk.

export interface StoreWorkerData {
  readonly file: string
}
export type ToWorker =
  { readonly kind: 'request'; readonly id: number; readonly request: Request } | { readonly kind: 'close' }
export type FromWorker =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly fault: Fault }
  | { readonly kind: 'answers'; readonly answers: readonly { readonly id: number; readonly answer: Answer }[] }

const port = parentPort as MessagePort

function post(message: FromWorker): void {
  port.postMessage(message)
}

function serve(database: Database): void {
  post({ kind: 'opened' })
  port.on('message', (first: ToWorker) => {
    const requests: Extract<ToWorker, { kind: 'request' }>[] = []
    let closing = false
    for (
      let message: ToWorker | undefined = first;
      message !== undefined;
      message = receiveMessageOnPort(port)?.message
    ) {
      if (message.kind === 'close') closing = true
      else requests.push(message)
    }
    if (requests.length > 0) {
      const answers = database.batch(requests.map(({ request }) => request))
      post({ kind: 'answers', answers: answers.map((answer, index) => ({ id: requests[index]!.id, answer })) })
    }
    if (closing) {
      database.close()
      port.close()
    }
  })
}

try {
  serve(openDatabase((workerData as StoreWorkerData).file))
} catch (error) {
  post({ kind: 'refused', fault: faultOf(error) })
  port.close()
}

// The admission child: one component on standard input, the answer on standard output (answer.ts), then it ends.
import { examine } from './examine.ts'

const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
const answer = await examine(Buffer.concat(chunks))
process.stdout.write(answer, () => process.exit(0))

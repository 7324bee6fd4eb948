import { expect, it } from 'vitest'
import { describeProblem } from './describe-problem.ts'
import { readDirective, readDirectiveValue } from './read.ts'

const EMPTY = { directive: 1, name: 'app', packages: {}, flows: {} }

function problemsOf(reading: ReturnType<typeof readDirective>): readonly string[] {
  return 'problems' in reading ? reading.problems.map(describeProblem) : []
}

function withNode(node: unknown): unknown {
  return { ...EMPTY, flows: { main: { nodes: { n: node } } } }
}

it('reads a directive as it stands', () =>
  expect(readDirective(JSON.stringify(EMPTY))).toEqual({ directive: EMPTY }))

it.each([
  ['{"directive": 1', 'error bad-json: app.json is not JSON: line 1, column 16: the text ends before its }. Correct the text at this place.'],
  ['{\n  "directive": 1,\n  name: 2\n}', "error bad-json: app.json is not JSON: line 3, column 3: a member's name in double quotes is missing. Correct the text at this place."],
  ['{"directive":1,"directive":1}', 'error bad-json: The name "directive" stands twice in one object: line 1, column 16. Rename one of the two.'],
])('refuses %j with the place', (text, line) => expect(problemsOf(readDirective(text, 'app.json'))).toEqual([line]))

it.each([
  [[], 'error bad-directive: The directive is a list, and an object is expected. Correct it.'],
  [{ ...EMPTY, directive: 2 }, 'error newer-directive at /directive: The directive was written by a newer Runnel (version 2, this one reads up to 1). Update Runnel.'],
  [{ ...EMPTY, directive: 0 }, 'error unknown-version at /directive: There never was a directive of version 0. Write "directive": 1.'],
  [{ ...EMPTY, directive: '1' }, 'error bad-directive at /directive: directive is "1", which is none of its values. Write 1.'],
  [{ name: 'app', packages: {}, flows: {} }, 'error bad-directive at /directive: directive is missing. Write 1.'],
  [{ ...EMPTY, name: 'My App' }, 'error bad-directive at /name: name is "My App". An id is a lower-case letter followed by lower-case letters, digits and hyphens.'],
  [{ ...EMPTY, label: 'x'.repeat(201) }, 'error bad-directive at /label: label is too long. It is at most 200 characters long.'],
  [{ ...EMPTY, flow: {} }, 'error bad-directive at /flow: The directive has the unknown member flow. Did you mean flows?'],
  [{ ...EMPTY, flows: { 'a/b~c': { nodes: {} } } }, 'error bad-directive at a/b~c: "a/b~c" cannot be a name here. An id is a lower-case letter followed by lower-case letters, digits and hyphens.'],
  [{ ...EMPTY, flows: { main: {} } }, 'error bad-directive at main: nodes is missing. Add it: an object.'],
  [{ ...EMPTY, flows: { main: 3 } }, 'error bad-directive at main: The flow main is 3, and an object is expected. Correct it.'],
  [{ ...EMPTY, flows: { main: { nodes: {}, inputs: {} } } }, 'error bad-directive at main: The flow main has the unknown member inputs. Add a node {"trigger": "inputs", "with": {"inputs": {"text": "string"}}} with the name and type of each input.'],
  [{ ...EMPTY, flows: { main: { nodes: {}, outputs: {} } } }, 'error bad-directive at main: The flow main has the unknown member outputs. Add a node {"sink": "output", "with": {"name": "out"}, "in": {"value": {"from": "node.port"}}} for each output.'],
  [{ ...EMPTY, packages: { text: { package: 'x:y@1.0.0', digest: 'sha256:12' } } }, 'error bad-directive at /packages/text/digest: packages.text.digest is "sha256:12". A digest is sha256: and 64 hexadecimal digits.'],
  [{ ...EMPTY, view: { main: { n: { x: 'left', y: 0 } } } }, 'error bad-directive at main: view.main.n.x is "left", and a number is expected. Correct it.'],
  [{ ...EMPTY, note: Number.NaN }, 'error bad-directive at /note: note is NaN, which JSON does not have. Take it out.'],
  [{ ...EMPTY, note: new Date(0) }, 'error bad-directive at /note: note is not a value that JSON has. Take it out.'],
  [{ ...EMPTY, policy: JSON.parse('{"__proto__":1}') }, 'error bad-directive at /policy/__proto__: No member may be called __proto__. Take it out.'],
  [{ ...EMPTY, policy: { deep: nested(250) } }, 'error bad-directive at /policy/deep/0/0/0/0/0/0: The document is nested more than 200 levels deep here. Take it out.'],
])('refuses the document %# in one sentence', (value, line) => expect(problemsOf(readDirectiveValue(value))).toEqual([line]))

it.each([
  [{}, 'error bad-directive at main/n: The node n has none of trigger, use, sink, core, flow and blank. Give it one of them.'],
  [{ in: {} }, 'error bad-directive at main/n: The node n has none of trigger, use, sink, core, flow and blank. Give it one of them.'],
  [{ triger: 'http' }, 'error bad-directive at main/n: The node n has the unknown member triger. Did you mean trigger?'],
  [{ trigger: 'http', use: 'a#b' }, 'error bad-directive at main/n: The node n has trigger and use at once. Keep one of them.'],
  [5, 'error bad-directive at main/n: The node n is 5, and an object is expected. Correct it.'],
  [{ use: 'a#b', tymeout: 3 }, 'error bad-directive at main/n: The node n has the unknown member tymeout. Did you mean timeout?'],
  [{ use: 'a#b', zebra: 3 }, 'error bad-directive at main/n: The node n has the unknown member zebra. Take it out.'],
  [{ use: 'a#b', with: {} }, 'error bad-directive at main/n: The node n has the unknown member with. Take it out.'],
  [{ use: 'ab' }, 'error bad-directive at main/n: use is "ab". Use is alias#namespace:package/interface.function.'],
  [{ use: 'a#b', timeout: 0 }, 'error bad-directive at main/n: timeout is too small. It is at least 1.'],
  [{ use: 'a#b', timeout: 1.5 }, 'error bad-directive at main/n: timeout is 1.5, and a whole number is expected. Correct it.'],
  [{ use: 'a#b', after: ['x.out', [3]] }, 'error bad-directive at main/n: after.1.0 is 3, and text is expected. Correct it.'],
  [{ use: 'a#b', after: [[]] }, 'error bad-directive at main/n: after.0 is empty. It has at least 1 item.'],
  [{ use: 'a#b', retry: { attempts: 3, backoff: 'exponentail' } }, 'error bad-directive at main/n: retry.backoff is "exponentail", which is none of its values. Did you mean "exponential"?'],
  [{ blank: {} }, 'error bad-directive at main/n: blank.signature is missing. Add it: text.'],
  [{ use: 'a#b', in: { x: {} } }, 'error bad-directive at main/n.x: in.x has none of value, from, config, record and list. Give it one of them.'],
  [{ use: 'a#b', in: { x: 'y.out' } }, 'error bad-directive at main/n.x: in.x is "y.out", and an object is expected. Correct it.'],
  [{ use: 'a#b', in: { x: { form: 'y.out' } } }, 'error bad-directive at main/n.x: in.x has the unknown member form. Did you mean from?'],
  [{ use: 'a#b', in: { x: { from: 3 } } }, 'error bad-directive at main/n.x: in.x.from is 3, and text or a list is expected. Correct it.'],
  [{ use: 'a#b', in: { x: { value: 1, from: 'y.out' } } }, 'error bad-directive at main/n.x: in.x has value and from at once. Keep one of them.'],
  [{ use: 'a#b', in: { x: { record: { y: { list: [{ value: 1 }, { vale: 2 }] } } } } }, 'error bad-directive at main/n.x.y.1: in.x.record.y.list.1 has the unknown member vale. Did you mean value?'],
])('refuses the node %j in one sentence', (node, line) => expect(problemsOf(readDirectiveValue(withNode(node)))).toEqual([line]))

it('says everything that is wrong at once', () =>
  expect(problemsOf(readDirectiveValue({ directive: 1, packages: {}, flows: { main: { nodes: { a: {}, b: { core: 1 } } } } }))).toEqual([
    'error bad-directive at /name: name is missing. Add it: text.',
    'error bad-directive at main/a: The node a has none of trigger, use, sink, core, flow and blank. Give it one of them.',
    'error bad-directive at main/b: core is 1, and text is expected. Correct it.',
  ]))

it('points to the place in the document as RFC 6901 does', () => {
  const reading = readDirectiveValue({ ...EMPTY, flows: { main: { nodes: { n: { use: 'a#b', in: { 'odd/~name': { from: 1 } } } } } } })
  expect('problems' in reading && reading.problems.map(({ place }) => place)).toEqual([
    { flow: 'main', node: 'n', input: 'odd/~name', pointer: '/flows/main/nodes/n/in/odd~1~0name/from' },
  ])
})

function nested(depth: number): unknown {
  let value: unknown = 0
  for (let level = 0; level < depth; level++) value = [value]
  return value
}

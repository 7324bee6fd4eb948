import { componentEmbed, componentNew, parse, print } from '@bytecodealliance/jco-transpile/wasm-tools'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { decodeComponent } from './decode-component.ts'

const TYPES = readFileSync(new URL('../../../nodes-library/wit/types.wit', import.meta.url), 'utf8')
  .replace('package runnel:types@1.0.0;', 'package runnel:types@1.0.0 {')
  .concat('}')

async function built(wit: string): Promise<Uint8Array> {
  return componentNew(await componentEmbed({ witSource: `package a:b; ${wit} ${TYPES}`, dummy: true, world: 'w' }))
}

const known = (name: string): object => ({ kind: 'known', name })

it.each(['json', 'html', 'svg', 'markdown', 'csv', 'url', 'image', 'timestamp'])(
  'knows %s that an interface uses from the values interface',
  async (name) => {
    const bytes = await built(`
      interface i { use runnel:types/values@1.0.0.{${name}}; f: func(x: ${name}) -> option<${name}>; }
      world w { export i; }`)
    expect(decodeComponent(bytes).functions).toEqual([
      {
        path: 'a:b/i.f',
        instance: 'a:b/i',
        name: 'f',
        params: [{ name: 'x', type: known(name) }],
        result: { kind: 'option', some: known(name) },
      },
    ])
  },
)

it('knows a type that the world uses', async () => {
  const bytes = await built('world w { use runnel:types/values@1.0.0.{json}; export f: func(x: json) -> json; }')
  const [f] = decodeComponent(bytes).functions
  expect([f!.params[0]!.type, f!.result]).toEqual([known('json'), known('json')])
})

it('knows a type under another name and inside other types', async () => {
  const bytes = await built(`
    interface shapes { use runnel:types/values@1.0.0.{svg as drawing}; record page { title: string, art: list<drawing> } }
    interface i { use shapes.{page}; f: func() -> page; }
    world w { export i; }`)
  expect(decodeComponent(bytes).functions[0]!.result).toEqual({
    kind: 'record',
    name: 'page',
    fields: [
      { name: 'title', type: { kind: 'string' } },
      { name: 'art', type: { kind: 'list', item: known('svg') } },
    ],
  })
})

it('knows a type of the values interface when the component exports that itself', async () => {
  const bytes = await built(`
    interface i { use runnel:types/values@1.0.0.{url, image}; f: func(x: url) -> image; }
    world w { export runnel:types/values@1.0.0; export i; }`)
  const { functions } = decodeComponent(bytes)
  expect(functions.map((f) => [f.path, f.params[0]!.type, f.result])).toEqual([
    ['a:b/i.f', known('url'), known('image')],
  ])
})

it('keeps json of any other interface a string', async () => {
  const bytes = await built(`
    interface values { type json = string; }
    interface i { use values.{json}; f: func(x: json) -> json; }
    world w { export i; export g: func(json: string) -> string; }`)
  const types = decodeComponent(bytes).functions.map((f) => [f.params[0]!.type, f.result])
  expect(types).toEqual([
    [{ kind: 'string' }, { kind: 'string' }],
    [{ kind: 'string' }, { kind: 'string' }],
  ])
})

/** A component that takes and gives `json` of an instance imported under that name, with that type. */
const imported = (instanceName: string, type: string): string => `(component
  (import "${instanceName}" (instance $values (type $t (${type})) (export "json" (type (eq $t)))))
  (alias export $values "json" (type $json))
  (import "f" (func $f (param "x" $json)))
  (export "g" (func $f)))`

it.each([
  ['runnel:types/values@1.0.0', 'string', known('json')],
  ['runnel:types/values@1.4.2', 'string', known('json')],
  ['runnel:types/values@2.0.0', 'string', { kind: 'string' }],
  ['runnel:types/values', 'string', { kind: 'string' }],
  ['runnel:types/others@1.0.0', 'string', { kind: 'string' }],
  ['stranger:types/values@1.0.0', 'string', { kind: 'string' }],
  ['runnel:types/values@1.0.0', 'u32', { kind: 'u32' }],
])('reads json of %s that is a %s by its origin and shape', async (name, type, expected) => {
  const bytes = await parse(imported(name, type).replace(`(type $t (${type}))`, `(type $t ${type})`))
  expect(decodeComponent(bytes).functions[0]!.params[0]!.type).toEqual(expected)
})

it('tells two imports apart that have one instance type', async () => {
  const bytes = await parse(`(component
    (type $shape (instance (type $t string) (export "json" (type (eq $t)))))
    (import "runnel:types/values@1.0.0" (instance $ours (type $shape)))
    (import "stranger:types/values@1.0.0" (instance $theirs (type $shape)))
    (alias export $ours "json" (type $our-json))
    (alias export $theirs "json" (type $their-json))
    (import "f" (func $f (param "ours" $our-json) (param "theirs" $their-json)))
    (export "g" (func $f)))`)
  expect(decodeComponent(bytes).functions[0]!.params).toEqual([
    { name: 'ours', type: known('json') },
    { name: 'theirs', type: { kind: 'string' } },
  ])
})

it('knows a type by the interface that a renamed import implements', async () => {
  const bytes = await parse(`(component
    (import "mine" (implements "runnel:types/values@1.0.0")
      (instance $values (type $t string) (export "html" (type (eq $t)))))
    (alias export $values "html" (type $html))
    (import "f" (func $f (param "x" $html)))
    (export "g" (func $f)))`)
  expect(decodeComponent(bytes).functions[0]!.params[0]!.type).toEqual(known('html'))
})

it('knows types through a component that was composed around another one', async () => {
  const inner = await print(
    await built(`
      interface i { use runnel:types/values@1.0.0.{json}; record pair { key: string, value: json } f: func(x: pair) -> json; }
      world w { export i; }`),
  )
  const bytes = await parse(`(component
    (import "runnel:types/values@1.0.0" (instance $values (type $t string) (export "json" (type (eq $t)))))
    ${inner.replace('(component', '(component $inner')}
    (instance $made (instantiate $inner (with "runnel:types/values@1.0.0" (instance $values))))
    (alias export $made "a:b/i" (instance $i))
    (export "a:b/i" (instance $i)))`)
  expect(decodeComponent(bytes)).toEqual({
    imports: [{ name: 'runnel:types/values@1.0.0', functions: [] }],
    functions: [
      {
        path: 'a:b/i.f',
        instance: 'a:b/i',
        name: 'f',
        params: [
          {
            name: 'x',
            type: {
              kind: 'record',
              name: 'pair',
              fields: [
                { name: 'key', type: { kind: 'string' } },
                { name: 'value', type: known('json') },
              ],
            },
          },
        ],
        result: known('json'),
      },
    ],
    unusable: [],
  })
})

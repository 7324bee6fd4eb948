import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { componentize } from 'componentize-qjs'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkLimits } from '../../admission/check-limits.ts'
import { decodeComponent } from './decode-component.ts'

/** A component of a script, made by componentize-qjs. */
async function scripted(wit: string, jsSource: string, stubWasi: boolean): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'runnel-decode-'))
  try {
    mkdirSync(join(folder, 'deps', 'types'), { recursive: true })
    cpSync(new URL('../../../nodes-library/wit/types.wit', import.meta.url), join(folder, 'deps', 'types', 'types.wit'))
    writeFileSync(join(folder, 'world.wit'), wit)
    const { component } = await componentize({ witPath: folder, jsSource, sync: true, stubWasi })
    return component
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it.each([
  ['that imports WASI', false],
  ['whose WASI is stubbed by another component around it', true],
])('sees known types in a component of JavaScript %s, and not its init', { timeout: 60_000 }, async (_, stubWasi) => {
  const bytes = await scripted(
    `package demo:notes@0.1.0;
     interface notes {
       use runnel:types/values@1.0.0.{html, json};
       record note { title: string, extra: json }
       render: func(note: note) -> result<html, string>;
     }
     world w { export notes; export shout: func(text: string) -> string; }`,
    `export const notes = { render(note) { return '<h1>' + note.title + '</h1>' } }
     export function shout(text) { return text.toUpperCase() }`,
    stubWasi,
  )
  checkLimits(bytes)
  const { functions, unusable } = decodeComponent(bytes)
  const json = { kind: 'known', name: 'json' }
  const fields = [
    { name: 'title', type: { kind: 'string' } },
    { name: 'extra', type: json },
  ]
  expect(unusable).toEqual([])
  expect(functions).toEqual([
    {
      path: 'shout',
      instance: null,
      name: 'shout',
      params: [{ name: 'text', type: { kind: 'string' } }],
      result: { kind: 'string' },
    },
    {
      path: 'demo:notes/notes.render',
      instance: 'demo:notes/notes@0.1.0',
      name: 'render',
      params: [{ name: 'note', type: { kind: 'record', name: 'note', fields } }],
      result: { kind: 'result', ok: { kind: 'known', name: 'html' }, err: { kind: 'string' } },
    },
  ])
})

const INIT = '(param "shim" string) (param "script" string) (result $done)'

it.each([
  ['name, type and loader are those of the runtime', 'init', INIT, 'local:init/module-loader', []],
  ['there is no module loader', 'init', INIT, 'local:other/module-loader', ['init']],
  [
    'the parameters are others',
    'init',
    '(param "seed" string) (param "script" string) (result $done)',
    'local:init/module-loader',
    ['init'],
  ],
  ['the name is another', 'start', INIT, 'local:init/module-loader', ['start']],
])('when %s, of a function %s%s behind %s it lists %j', async (_, name, type, loader, listed) => {
  const bytes = await parse(`(component
    (type $done (result (error string)))
    (import "f" (func $f ${type}))
    (component $inner (type $done (result (error string))) (import "${loader}" (instance)) (import "f" (func $f ${type})) (export "${name}" (func $f)))
    (instance $loader)
    (instance $made (instantiate $inner (with "${loader}" (instance $loader)) (with "f" (func $f))))
    (alias export $made "${name}" (func $made-f))
    (export "${name}" (func $made-f)))`)
  expect(decodeComponent(bytes).functions.map((each) => each.path)).toEqual(listed)
})

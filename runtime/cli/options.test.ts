import { expect, it } from 'vitest'
import { readCommand } from './options.ts'

const serve = { storeDir: '.runnel', host: '127.0.0.1', port: 4300, flowsPort: 4301, allowedHosts: [], calls: 'binder', config: new Map(), privateHosts: new Set<string>(), policy: null }

it.each([
  { args: '', command: { kind: 'start', serve } },
  { args: 'start', command: { kind: 'start', serve } },
  { args: '--port 5000 --store /s', command: { kind: 'start', serve: { ...serve, port: 5000, storeDir: '/s' } } },
  {
    args: '--port 0 --flows-port 0 --host ::1',
    command: { kind: 'start', serve: { ...serve, port: 0, flowsPort: 0, host: '::1' } },
  },
  {
    args: '--allow-host a:1 --allow-host b:2',
    command: { kind: 'start', serve: { ...serve, allowedHosts: ['a:1', 'b:2'] } },
  },
  { args: '--calls both', command: { kind: 'start', serve: { ...serve, calls: 'both' } } },
  {
    args: 'run f.json --config limit=20 --config query=a=b --config empty=',
    command: {
      kind: 'run', file: 'f.json',
      serve: { ...serve, storeDir: '/tmp/t', config: new Map([['limit', '20'], ['query', 'a=b'], ['empty', '']]) },
    },
  },
  { args: 'run f.json', command: { kind: 'run', file: 'f.json', serve: { ...serve, storeDir: '/tmp/t' } } },
  {
    args: 'run f.json --port 80',
    command: { kind: 'run', file: 'f.json', serve: { ...serve, storeDir: '/tmp/t', port: 80, flowsPort: 80 } },
  },
  { args: 'check f.yaml', command: { kind: 'check', file: 'f.yaml', storeDir: '/tmp/t' } },
  {
    args: 'replay f.json run.json --config a=b',
    command: { kind: 'replay', file: 'f.json', recording: 'run.json', storeDir: '/tmp/t', calls: 'binder', config: new Map([['a', 'b']]) },
  },
  { args: 'help', command: { kind: 'help' } },
  { args: 'run --help', command: { kind: 'help' } },
  { args: '-v', command: { kind: 'version' } },
])('runnel $args', ({ args, command }) =>
  expect(readCommand(args.split(' ').filter(Boolean), () => '/tmp/t')).toEqual(command),
)

it.each([
  { args: 'fly', message: 'There is no command "fly". See runnel help.' },
  { args: 'start now', message: 'There is no command "start now". See runnel help.' },
  { args: 'run', message: 'runnel run takes a file. See runnel help.' },
  { args: 'check a b', message: 'runnel check takes one file, not 2. See runnel help.' },
  { args: 'replay f.json', message: 'runnel replay takes two files, of an application and of a run. See runnel help.' },
  { args: '--port x', message: '--port takes a number from 0 to 65535, not "x". See runnel help.' },
  { args: '--port 65536', message: '--port takes a number from 0 to 65535, not "65536". See runnel help.' },
  { args: '--calls jco', message: '--calls takes one of binder, generated and both, not "jco". See runnel help.' },
  { args: '--config limit', message: '--config takes NAME=VALUE, not "limit". See runnel help.' },
  { args: '--config =20', message: '--config takes NAME=VALUE, not "=20". See runnel help.' },
  { args: '--fly', message: "Unknown option '--fly'. See runnel help." },
])('runnel $args is refused', ({ args, message }) =>
  expect(() => readCommand(args.split(' '), () => '/tmp/t')).toThrow(message),
)

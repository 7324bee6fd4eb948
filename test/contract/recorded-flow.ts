import type { Directive, PackageRef } from '../../shared/directive/schema.ts'

/**
 * A flow that goes another way each time: random numbers and times, calls that are tried again after waits of random
 * length, items, a merge, and a reply that is put together of all of it. `odd` is `unlikeBefore` of the test components.
 */
export function recordedFlow(odd: PackageRef): Directive {
  const after = ['request.out']
  return {
    directive: 1,
    name: 'recorded',
    packages: { odd },
    flows: {
      main: {
        nodes: {
          request: { trigger: 'http', with: { path: '/recorded', method: 'POST', body: 'json' } },
          draw: { use: 'odd#draw', after },
          time: { use: 'odd#spin-until', in: { ns: { value: 0 } }, after: ['draw.out'] },
          refuse: {
            use: 'odd#refuse', in: { number: { value: [1, 2, 3] } }, each: { over: 'number', concurrency: 2, errors: 'collect' },
            retry: { attempts: 3, delay: 8, backoff: 'exponential', jitter: true }, after,
          },
          either: { use: 'odd#spin-until', in: { ns: { from: ['draw.out', 'time.out'] } }, retry: { attempts: 1 }, disabled: true },
          late: { use: 'odd#draw', after: ['refuse.out', 'either.out'] },
          reply: {
            sink: 'http-reply',
            in: { body: { record: { draw: { from: 'draw.out' }, time: { from: 'time.out' }, refuse: { from: 'refuse.out' } } } },
          },
          seen: { sink: 'debug', in: { value: { from: 'late.out' } } },
        },
      },
    },
  } as Directive
}

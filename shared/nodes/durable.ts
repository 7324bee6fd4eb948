import { z } from '../zod.ts'

/** Each trigger of events from outside takes this member into its settings. */
export const DURABLE_SETTINGS = {
  durable: z.boolean().optional().meta({
    title: 'Durable',
    description:
      'Events are written to the disk before their runs begin, and a run goes on after a crash without making a call again that had ended.',
  }),
}

import * as z from 'zod';
import { allowed, command, described, keys, name } from '../kinds.ts';

const days = allowed('a whole number of days from 1 to 90');

/** What `segtop serve` keeps of the events that are sent to it. */
export const collect = keys({
  secret: described(name, 'what webhooks are signed with; the file must be yours alone (`chmod 600`)').optional(),
  secretCommand: described(command, 'prints the secret: a shell command, or program and arguments').optional(),
  keep: described(
    z.enum(['violations', 'samples', 'all'], allowed('violations, samples or all')),
    'violations alone, payloads with violations too, or every event',
    'samples',
  ).optional(),
  days: described(z.int(days).min(1, days).max(90, days), 'how long it is kept', 7).optional(),
});

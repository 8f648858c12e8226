import { t } from '../../domain/text.ts';
import { hour } from '../../domain/time.ts';
import { type AlertRecord, isMuted } from '../../domain/watch/alerts/alert.ts';
import type { AlertAct } from '../../domain/watch/alerts/keep.ts';
import type { Entry } from '../changes/menus.ts';
import type { Environment } from '../environment.ts';
import { toast } from '../toast.ts';

const durations = [
  [t`1 h`, hour],
  [t`8 h`, 8 * hour],
  [t`24 h`, 24 * hour],
] as const;

/** What can be done with an alert; it is kept on this machine, and nothing of it is Segment's. */
export function alertEntries(environment: Environment, record: AlertRecord): readonly Entry[] {
  const now = environment.now();
  const { name } = record.finding.subject;
  const does = (act: AlertAct, said: Parameters<typeof toast>[1]) => (inside: Environment) => {
    if (inside.actOnAlert(record, act)) toast(inside, said, 'good');
    else toast(inside, t`This could not be kept, so nothing was done: ${name}`, 'bad');
  };
  const acknowledge: Entry = {
    id: 'acknowledge',
    label: t`Acknowledge`,
    ...(record.acknowledgedAt === undefined ? {} : { disabled: t`it is already` }),
    run: does({ kind: 'acknowledge' }, t`Acknowledged: ${name}`),
  };
  if (isMuted(record, now))
    return [
      acknowledge,
      { id: 'unmute', label: t`Unmute`, run: does({ kind: 'unmute' }, t`Not muted any more: ${name}`) },
    ];
  return [
    acknowledge,
    {
      id: 'mute-worse',
      label: t`Mute until it is worse`,
      run: does({ kind: 'mute-until-worse' }, t`Muted until it is worse: ${name}`),
    },
    ...durations.map(
      ([text, length]): Entry => ({
        id: `mute-${length}`,
        label: t`Mute for ${text}`,
        run: does({ kind: 'mute', until: now + length }, t`Muted for ${text}: ${name}`),
      }),
    ),
  ];
}

import { expect, test } from 'vitest';
import type { Environment } from '../../../source/actions/environment.ts';
import { alertEntries } from '../../../source/actions/watch/alerts.ts';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import type { AlertRecord } from '../../../source/domain/watch/alerts/alert.ts';
import type { AlertAct } from '../../../source/domain/watch/alerts/keep.ts';
import { createAppStore } from '../../../source/state/store.ts';

const now = Date.parse('2026-03-29T00:59:00Z');
const record = (change: Partial<AlertRecord> = {}): AlertRecord =>
  ({ id: 'x', raisedAt: now, finding: { subject: { name: t`Braze` } }, ...change }) as never;

/** What each thing that can be done does and says, where it can be kept and where not. */
function chosen(of: AlertRecord, isKept: boolean) {
  const store = createAppStore({ columns: 80, rows: 24, now, workspaces: [] });
  const acts: AlertAct[] = [];
  const environment = { store, now: () => now, actOnAlert: (_, act) => acts.push(act) > 0 && isKept } as Pick<
    Environment,
    'store' | 'now' | 'actOnAlert'
  > as Environment;
  return alertEntries(environment, of).map(({ id, run, disabled }) => {
    run(environment);
    const { toast } = store.getState();
    return [id, acts.at(-1), toast?.text, toast?.tone, disabled];
  });
}

const muteFor = (hours: number) => ({ kind: 'mute', until: now + hours * hour });

test('an alert can be acknowledged, and muted until it is worse or for some hours', () => {
  expect(chosen(record(), true)).toEqual([
    ['acknowledge', { kind: 'acknowledge' }, 'Acknowledged: Braze', 'good', undefined],
    ['mute-worse', { kind: 'mute-until-worse' }, 'Muted until it is worse: Braze', 'good', undefined],
    [`mute-${hour}`, muteFor(1), 'Muted for 1 h: Braze', 'good', undefined],
    [`mute-${8 * hour}`, muteFor(8), 'Muted for 8 h: Braze', 'good', undefined],
    [`mute-${24 * hour}`, muteFor(24), 'Muted for 24 h: Braze', 'good', undefined],
  ]);
});

test.each([
  [now + 1, ['acknowledge', 'unmute']],
  [now, ['acknowledge', 'mute-worse', `mute-${hour}`, `mute-${8 * hour}`, `mute-${24 * hour}`]],
])('one that is muted until %d can be unmuted until then', (until, ids) => {
  const muted = chosen(record({ muted: { kind: 'time', until }, acknowledgedAt: now }), true);
  expect(muted.map(([id]) => id)).toEqual(ids);
  expect(muted[0]?.at(-1)).toBe('it is already');
});

test('what could not be kept is not said to be done', () => {
  const said = chosen(record(), false).map(([, , text, tone]) => [text, tone]);
  expect(said).toEqual(Array(5).fill(['This could not be kept, so nothing was done: Braze', 'bad']));
});

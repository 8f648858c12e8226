import { expect, test } from 'vitest';
import { sceneBuilder } from '../../../source/app/scene/context.ts';
import type { Runtime } from '../../../source/app/scene/runtime.ts';
import { noLocal } from '../../../source/domain/local.ts';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { placeOf } from '../../../source/state/place.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { recentAudit } from '../../../source/workspace/resources/common.ts';
import { auditWith, now, snapshots } from '../../workspace/snapshots.ts';

/** A source whose runs fail each nine hours: a day has two or three of them. */
const failed = (...ago: readonly number[]) =>
  ago.map((each) => auditWith({ id: `${each}`, at: now - each * hour, type: t`Source Run Failed`, resourceId: 'r' }));
const alert = (state: string, rule = 'run-failed', type = 'source') => ({
  state,
  finding: { rule, subject: { type, id: 'r' } },
});

test.each<[string, readonly number[], readonly object[], number | undefined, readonly string[]]>([
  ['three, of which the third raises it', [20, 11, 2], [], undefined, ['3+']],
  ['two, as the first has left the day, while they are an alert', [17, 8], [alert('raised')], undefined, ['2+']],
  ['two, without an alert', [17, 8], [], undefined, []],
  ['two, whose alert is over', [17, 8], [alert('resolved')], undefined, []],
  ['two, and an alert of another rule', [17, 8], [alert('raised', 'silent-source')], undefined, []],
  ['two, and an alert of a warehouse by that id', [17, 8], [alert('raised', 'run-failed', 'warehouse')], undefined, []],
  ['two, back in time, where the alerts of now say nothing', [17, 8], [alert('raised')], now, []],
])('a slowly failing source has its line on Home as long as its alert stands: %s', (_, ago, alerts, past, lines) => {
  const { read } = snapshots().set(recentAudit('24h'), { items: failed(...ago) });
  const state = {
    period: '24h',
    now,
    data: 1,
    local: noLocal,
    past,
    alerts,
    favorites: [],
    workspaces: [],
    keymap: [],
  };
  const runtime = {
    poller: { snapshot: read },
    store: { getState: () => state },
    backend: { wire: () => ({ region: undefined }) },
    session: { allowance: {} },
    glyphs: glyphs(false),
  } as unknown as Runtime;
  const { overview } = sceneBuilder(runtime)(placeOf('home')).context;
  const signals = overview.triage.flatMap((item) => (item.kind === 'signal' ? [item.signal] : []));
  expect(signals.map(({ times, isAtLeast }) => `${times}${isAtLeast ? '+' : ''}`)).toEqual(lines);
});

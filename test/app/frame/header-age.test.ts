import { expect, test } from 'vitest';
import type { WireState } from '../../../source/domain/queries.ts';
import type { AppState } from '../../../source/state/store.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { actAt, stageNow, stageOf } from '../../views/stage.ts';

test('the age of what is on screen stays there while it is read again', async () => {
  const act = actAt(await stageOf('healthy'), { view: 'home', params: {} });
  await act.settled();
  expect(act.text().split('\n')[0]).toMatch(/Updated just now/);
  act.store.setState({ now: act.store.getState().now + 180_000 });
  act.wait(180_000);
  act.press('r');
  expect(act.text().split('\n')[0]).toMatch(/Updating… 3m ago/);
});

test('before anything is read the demo is called what it is, and everything that is not known is not named', async () => {
  const never = new Proxy({} as Backend, {
    get: (_, name) =>
      name === 'wire' ? () => ({ requestsPerMinute: 0, requests: 0, queued: 0 }) : () => new Promise(() => undefined),
  });
  const act = actAt(await stageOf('healthy', () => never), { view: 'home', params: {} });
  expect(act.text().split('\n')[0]).toMatch(/^ segtop {2}mock workspace ▾/);
});

test.each<readonly [what: string, wire: Partial<WireState>, state: Partial<AppState>, told: RegExp]>([
  ['requests are sent', { requestsPerMinute: 7 }, {}, / 7 req\/min/],
  ['a limit holds some back', { limitedUntil: stageNow + 600_000, queued: 3 }, {}, /3 held until \d\d:\d\d/],
  [
    'the token is limited',
    { pausedUntil: stageNow + 600_000, limitedUntil: stageNow + 600_000 },
    {},
    /API limit until/,
  ],
  ['the clock of the host is ahead', { clockAhead: 600_000 }, {}, /clock/],
  ['reading is paused', {}, { paused: true }, /PAUSED/],
  ['it is watched since a moment', {}, { watchedSince: stageNow - 3_600_000 }, /watched since 13:12/],
  ['another period is chosen', {}, { period: '7d' }, /Last 7 Days/],
])('the header tells at the next frame that %s', async (_, wire, state, told) => {
  let now: Partial<WireState> = {};
  const spoil = (backend: Backend): Backend =>
    new Proxy(backend, {
      get: (target, name) => {
        if (name === 'wire') return () => ({ ...target.wire(), requestsPerMinute: 0, queued: 0, ...now });
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  const act = actAt(await stageOf('healthy'), { view: 'home', params: {} }, { columns: 200 });
  await act.settled();
  Object.assign(act.runtime, { backend: spoil(act.runtime.backend) });
  const head = () => act.text().split('\n')[0];
  act.screen.update();
  expect(head()).not.toMatch(told);
  now = wire;
  act.store.setState(state);
  act.screen.update();
  expect(head()).toMatch(told);
});

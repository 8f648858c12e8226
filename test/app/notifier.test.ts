import { expect, test } from 'vitest';
import { notifier } from '../../source/app/notifier.ts';
import { toggled } from '../../source/domain/audit/notifications.ts';
import { type Local, noLocal } from '../../source/domain/local.ts';
import { sanitise, t } from '../../source/domain/text.ts';
import { hour, minute } from '../../source/domain/time.ts';
import { keymap } from '../../source/keys/keymap.ts';
import { keyNames } from '../../source/keys/labels.ts';
import { placeOf } from '../../source/state/place.ts';
import { createAppStore } from '../../source/state/store.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import type { ViewContext } from '../../source/views/kit/view.ts';
import { fakeClock } from '../harness/world-clock.ts';
import { auditWith } from '../workspace/snapshots.ts';

const start = 1_000_000;

const connectionOf = (id: string, source: string) => ({
  id,
  destination: { name: t`Braze` },
  source: { name: sanitise(source) },
});

function desk(me?: string, connections: readonly ReturnType<typeof connectionOf>[] = []) {
  let now = start;
  let ahead = 0;
  let rings = 0;
  const store = createAppStore({});
  const saveLocal = (change: (local: Local) => Local) => store.setState({ local: change(store.getState().local) });
  const ring = () => {
    rings += 1;
  };
  const follow = notifier({ store, clock: { ...fakeClock(0), now: () => now + ahead }, saveLocal }, ring);
  const item = (id: string, at: number, actorEmail: string) =>
    auditWith({
      id,
      at,
      type: t`Integration Disabled`,
      resourceId: 'braze',
      resourceName: t`Braze`,
      actorEmail: sanitise(actorEmail),
    });
  let items = [item('old', start - minute, 'ben@acme.example')];
  const read = (local = noLocal, recalled = false) =>
    follow({
      overview: {
        activity: { data: { items }, recalled },
        fleet: {
          connections,
          listed: connections.map(({ id, destination }) => ({ id, ...destination })),
          byId: new Map(connections.map((each) => [each.id, each])),
        },
      },
      glyphs: glyphs(false),
      keyOf: keyNames(keymap, false),
      session: { me: me === undefined ? undefined : sanitise(me) },
      local,
    } as unknown as ViewContext);
  read();
  return {
    store,
    read,
    rings: () => rings,
    add: (id: string, actorEmail: string, ahead = 0) => {
      items = [item(id, now + items.length + ahead, actorEmail), ...items];
    },
    pass: (ms: number) => {
      now += ms;
      store.setState({ toast: undefined });
    },
    setClock: (by: number) => {
      ahead += by;
    },
    said: () => store.getState().toast?.text,
  };
}

test('what was there at the start is not told', () => {
  const { said, rings } = desk();
  expect([said(), rings()]).toEqual([undefined, 0]);
});

test('a new action of somebody else is told once and rings once, however many there are', () => {
  const { add, read, said, rings } = desk();
  add('a', 'ben@acme.example');
  add('b', 'chloe@acme.example');
  read();
  read();
  expect(said()).toMatch(/^Integration Disabled: Braze, by chloe@acme\.example just now and 1 more {2}B shows it$/);
  expect(rings()).toBe(1);
});

test.each([
  [0, 'just now'],
  [3 * minute + 1, '3m ago'],
])('what happened %i ms ago is said to be of then, for eight seconds', (late, age) => {
  const { add, read, said, pass, store } = desk();
  pass(4 * minute);
  add('a', 'ben@acme.example', -late);
  read();
  expect(said()).toBe(`Integration Disabled: Braze, by ben@acme.example ${age}  B shows it`);
  expect(store.getState().toast?.until).toBe(start + 4 * minute + 8000);
  expect(store.getState().local.notifications.seenAt).toBeUndefined();
});

test('an event of the same moment as the newest one is news, and what was known longer is none', () => {
  const { add, read, said, rings, pass } = desk();
  add('a', 'ben@acme.example');
  read();
  pass(0);
  add('b', 'chloe@acme.example', -1);
  read();
  expect([said(), rings()]).toEqual(['Integration Disabled: Braze, by chloe@acme.example just now  B shows it', 1]);
  pass(0);
  add('older', 'chloe@acme.example', -3);
  read();
  expect(said()).toBeUndefined();
});

test('what an earlier start has read is neither news nor what news is measured by', () => {
  const { add, read, said, pass } = desk();
  add('a', 'ben@acme.example');
  read(noLocal, true);
  expect(said()).toBeUndefined();
  pass(0);
  read();
  expect(said()).toContain('by ben@acme.example');
});

test('of two destinations with one name it is said which was changed', () => {
  const { add, read, said } = desk(undefined, [connectionOf('braze', 'Web (prod)'), connectionOf('other', 'iOS')]);
  add('a', 'ben@acme.example');
  read();
  expect(said()).toMatch(/^Integration Disabled: Braze ← Web \(prod\), by ben@acme\.example just now/);
});

test('T-05 my own action never rings, any other does', () => {
  const { add, read, said, rings } = desk('ana@acme.example');
  add('mine', 'Ana@acme.example');
  read();
  expect([said(), rings()]).toEqual([undefined, 0]);
  add('theirs', 'ben@acme.example');
  read();
  expect(rings()).toBe(1);
});

test('a kind that is off never rings', () => {
  const { add, read, rings } = desk();
  add('a', 'ben@acme.example');
  read({ ...noLocal, notifications: toggled(noLocal.notifications, 'Destination Disabled') });
  expect(rings()).toBe(0);
});

test('the bell rests for a minute', () => {
  const { add, read, rings, pass, said } = desk();
  for (const id of ['a', 'b', 'c']) {
    add(id, 'ben@acme.example');
    read();
    pass(10_000);
  }
  expect(rings()).toBe(1);
  pass(minute);
  add('d', 'ben@acme.example');
  read();
  expect(rings()).toBe(2);
  expect(said()).toBeDefined();
});

test('the bell rests for no longer where the clock of the host is set back', () => {
  const { add, read, rings, pass, setClock } = desk();
  add('a', 'ben@acme.example');
  read();
  pass(10_000);
  setClock(-2 * hour);
  add('b', 'ben@acme.example');
  read();
  expect(rings()).toBe(2);
  pass(59_999);
  add('c', 'ben@acme.example');
  read();
  expect(rings()).toBe(2);
  pass(1);
  add('d', 'ben@acme.example');
  read();
  expect(rings()).toBe(3);
});

test('an event that lies ahead is reported once and hides none that follow it', () => {
  const { add, read, said, pass, store } = desk();
  add('late', 'ben@acme.example', 24 * hour);
  read();
  expect(said()).toContain('by ben@acme.example');
  pass(minute);
  add('a', 'chloe@acme.example');
  read();
  expect(said()).toMatch(/^Integration Disabled: Braze, by chloe@acme\.example just now {2}B shows it$/);
  store.setState({ stack: [placeOf('home'), placeOf('notifications')] });
  add('b', 'ben@acme.example');
  read();
  expect(store.getState().local.notifications.seenAt).toBe(start + minute + 3);
});

test('on the page itself nothing is announced, and another message is not taken away', () => {
  const { add, read, said, store } = desk();
  store.setState({ stack: [placeOf('home'), placeOf('notifications')] });
  add('a', 'ben@acme.example');
  read();
  expect(said()).toBeUndefined();
  expect(store.getState().local.notifications.seenAt).toBe(start + 1);
  store.setState({ local: noLocal });
  add('later', 'ben@acme.example');
  read({ ...noLocal, notifications: { ...noLocal.notifications, seenAt: start + 2 } });
  expect(store.getState().local.notifications.seenAt).toBeUndefined();
  store.setState({ stack: [placeOf('home')], toast: { text: t`Copied`, tone: 'good', until: start + 5000 } });
  add('b', 'ben@acme.example');
  read();
  expect(said()).toBe('Copied');
});

import { describe, expect, test } from 'vitest';
import { keptAlerts } from '../../../source/app/kept/alerts.ts';
import { noLocal } from '../../../source/domain/local.ts';
import { t } from '../../../source/domain/text.ts';
import { second } from '../../../source/domain/time.ts';
import { type AlertBook, memoryBook, ranks } from '../../../source/domain/watch/alerts/book.ts';
import { usualAlerts } from '../../../source/domain/watch/alerts/settings.ts';
import { createAppStore } from '../../../source/state/store.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { now, period, snapshots, syncWith, warehouseWith } from '../../workspace/snapshots.ts';

/** A workspace whose one warehouse fails, or one in which all is well. */
function contextOf(workspace: string, isFailing = true): ViewContext {
  const { read } = snapshots()
    .set(resources.workspace, { id: workspace, name: t`A`, slug: t`a` } as never)
    .set(resources.warehouses, [warehouseWith(`of-${workspace}`)])
    .set(resources.warehouseSyncs(`of-${workspace}`), [
      syncWith(1, isFailing ? 'failure' : 'success'),
      syncWith(2, 'success'),
    ]);
  return { overview: overview(read, period, now, {}), read, period, now, local: noLocal, session: {} } as never;
}

const channel = { kind: 'command', argv: ['tell'] } as const;

/** By workspace, as far as their stores are open. */
type Books = { a?: AlertBook; b?: AlertBook };

/** A dashboard whose clock stands, with the books of the workspaces whose stores are open. */
function kept(books: Books = {}, isDemo = false, send: readonly string[] = ['pager']) {
  const clock = { now };
  const store = createAppStore({ columns: 80, rows: 24, now, workspaces: [] });
  const delivered: AlertBook[] = [];
  const news: number[] = [];
  let hasEnded = false;
  const alerts = keptAlerts({
    store,
    settings: { ...usualAlerts, channels: { pager: channel }, send },
    isDemo,
    now: () => clock.now,
    stored: (id) => books[(id ?? 'a') as keyof Books],
    courier: {
      deliver: (book) => void delivered.push(book),
      end: () => {
        hasEnded = true;
      },
    },
    onNews: (fresh) => void news.push(fresh.length),
    webApp: () => 'https://app.segment.com',
  });
  const shown = () => store.getState().alerts.map(({ finding }) => finding.key);
  const subjectsIn = (book: AlertBook) => book.records().map(({ finding }) => finding.subject.id);
  const later = (seconds: number): void => {
    clock.now += seconds * second;
  };
  return { alerts, store, clock, later, delivered, news, shown, subjectsIn, isOver: () => hasEnded };
}

const failing = (workspace: string) => `storage:warehouse/of-${workspace}`;

describe('the alerts of the open workspace', () => {
  test('are judged into its store, and told from there', () => {
    const a = memoryBook(() => now);
    const { alerts, shown, delivered, news } = kept({ a });
    alerts.look(contextOf('a'));
    expect(shown()).toEqual([failing('a')]);
    expect(delivered).toEqual([a]);
    expect(news).toEqual([0]);
  });

  test('wait half a minute for its store, and are then kept by this program', () => {
    const { alerts, shown, later, delivered } = kept();
    const looks = [0, 29, 1].map((seconds) => {
      later(seconds);
      alerts.look(contextOf('a'));
      return [shown(), delivered.length];
    });
    expect(looks).toEqual([
      [[], 0],
      [[], 0],
      [[failing('a')], 1],
    ]);
  });

  test('are judged each five seconds at most, however often something is read', () => {
    const { alerts, later, delivered } = kept({ a: memoryBook(() => now) });
    const looks = [0, 1, 3, 1, 4, 1].map((seconds) => {
      later(seconds);
      alerts.look(contextOf('a'));
      return delivered.length;
    });
    expect(looks).toEqual([1, 1, 1, 2, 2, 3]);
  });

  test('are not judged before the workspace is known, nor after the end', () => {
    const { alerts, shown, delivered, isOver } = kept({ a: memoryBook(() => now) });
    const nothing = overview(snapshots().read, period, now, {});
    alerts.look({ ...contextOf('a'), overview: nothing });
    expect([shown(), delivered.length, isOver()]).toEqual([[], 0, false]);
    alerts.end();
    alerts.look(contextOf('a'));
    expect([shown(), delivered.length, isOver()]).toEqual([[], 0, true]);
  });

  test('of the demo are its own from the first look on, and are told to nobody', () => {
    const stored = memoryBook(() => now);
    const { alerts, shown, delivered, subjectsIn } = kept({ a: stored }, true);
    alerts.look(contextOf('a'));
    expect(shown()).toEqual([failing('a')]);
    expect(subjectsIn(stored)).toEqual([]);
    expect(delivered[0]?.claim(['pager'])).toBeUndefined();
  });

  test.each([
    [[], ranks.looking],
    [['pager'], ranks.telling],
  ])('that go to %o are judged with that rank among the programs of the host', (send, rank) => {
    const asked: number[] = [];
    const book = { ...memoryBook(() => now), judges: (given: number) => asked.push(given) === 0 };
    const { alerts, shown } = kept({ a: book }, false, send);
    alerts.look(contextOf('a'));
    expect([asked, shown()]).toEqual([[rank], []]);
  });
});

describe('where the token leads to another workspace from now on', () => {
  test('nothing of it gets into the store of the one before, which is still open', () => {
    const a = memoryBook(() => now);
    const books: Books = { a };
    const { alerts, shown, later, subjectsIn, news } = kept(books);
    alerts.look(contextOf('a'));
    later(1);
    alerts.look(contextOf('b'));
    expect([shown(), subjectsIn(a)]).toEqual([[], ['of-a']]);
    const b = memoryBook(() => now);
    books.b = b;
    later(1);
    alerts.look(contextOf('b'));
    expect([shown(), subjectsIn(a), subjectsIn(b)]).toEqual([[failing('b')], ['of-a'], ['of-b']]);
    // What stands there as it is opened is no news.
    expect(news).toEqual([0, 0]);
  });

  test('nor among those that this program keeps', () => {
    const { alerts, shown, later, delivered, subjectsIn } = kept();
    alerts.look(contextOf('a'));
    later(30);
    alerts.look(contextOf('a'));
    expect(shown()).toEqual([failing('a')]);
    alerts.look(contextOf('b'));
    expect(shown()).toEqual([]);
    later(30);
    alerts.look(contextOf('b'));
    expect(shown()).toEqual([failing('b')]);
    expect(delivered.map((book) => subjectsIn(book))).toEqual([['of-a'], ['of-b']]);
  });
});

describe('what somebody does with an alert', () => {
  test('is kept in the store of its workspace, shown at once, and told', () => {
    const a = memoryBook(() => now);
    const { alerts, store, later, delivered } = kept({ a });
    alerts.look(contextOf('a'));
    later(2);
    expect(alerts.act(store.getState().alerts[0]!, { kind: 'acknowledge' })).toBe(true);
    expect(store.getState().alerts).toMatchObject([{ acknowledgedAt: now + 2 * second }]);
    expect(a.records()).toMatchObject([{ acknowledgedAt: now + 2 * second }]);
    expect(delivered).toEqual([a, a]);
  });

  test('is kept by this program while there is no store', () => {
    const { alerts, store } = kept();
    const record = {
      id: 'x',
      state: 'raised',
      raisedAt: now,
      holding: [],
      members: [],
      finding: { key: 'k' },
    } as never;
    expect(alerts.act(record, { kind: 'mute', until: now + 60 * second })).toBe(true);
    expect(store.getState().alerts).toMatchObject([{ id: 'x', muted: { kind: 'time', until: now + 60 * second } }]);
  });

  test('is said to have failed where it could not be kept', () => {
    const a = memoryBook(() => now);
    const full: AlertBook = { ...a, change: () => undefined };
    const books: Books = { a };
    const { alerts, store } = kept(books);
    alerts.look(contextOf('a'));
    books.a = full;
    expect(alerts.act(store.getState().alerts[0]!, { kind: 'acknowledge' })).toBe(false);
    expect(store.getState().alerts[0]?.acknowledgedAt).toBeUndefined();
  });
});

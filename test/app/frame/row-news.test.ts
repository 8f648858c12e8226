import { expect, test } from 'vitest';
import { RowNews } from '../../../source/app/frame/row-news.ts';
import type { Scene } from '../../../source/app/scene/context.ts';
import { priority } from '../../../source/domain/queries.ts';
import { minute } from '../../../source/domain/time.ts';
import type { AppState } from '../../../source/state/store.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import { actAt, stageNow, stageOf } from '../../views/stage.ts';
import { problemWith } from '../../workspace/snapshots.ts';

const need = { resource: { key: 'sources' }, priority: priority.visible } as unknown as Need;

const more = { resource: { key: 'volume' }, priority: priority.visible } as unknown as Need;

/** A list at moments of the test's choosing. */
function listAt(news: RowNews, { view = 'sources', changeMarks = true } = {}) {
  return (
    minutes: number,
    rows: Readonly<Record<string, string>>,
    rest: { read?: Partial<Snapshot>; past?: number } = {},
  ) => {
    const { read = {}, past } = rest;
    const scene = {
      view: { id: view, states: () => new Map(Object.entries(rows)) },
      context: {
        session: { changeMarks },
        place: { params: {} },
        period: '24h',
        read: ({ key }: Need['resource']) => ({ data: [], problems: [], ...(key === more.resource.key ? {} : read) }),
      },
    } as unknown as Scene;
    const state = { data: minutes, now: minutes * minute, past } as AppState;
    return [...(news.of(scene, [more, need], state) ?? [])];
  };
}

test('a row that is new, or in another state than at the reading before, is marked for two minutes', () => {
  const at = listAt(new RowNews());
  expect(at(0, { a: 'live', b: 'live' })).toEqual([]);
  expect(at(1, { a: 'live', b: 'silent', c: 'live' })).toEqual(['b', 'c']);
  expect(at(2, { a: 'live', b: 'silent', c: 'live' })).toEqual(['b', 'c']);
  expect(at(3, { a: 'live', b: 'silent', c: 'live' })).toEqual([]);
});

test('a mark stands no longer where the clock of the host is set back', () => {
  const at = listAt(new RowNews());
  at(60, { a: 'live', b: 'live' });
  expect(at(61, { a: 'silent', b: 'live' })).toEqual(['a']);
  expect(at(1, { a: 'silent', b: 'silent' })).toEqual(['b']);
  expect(at(3, { a: 'silent', b: 'silent' })).toEqual([]);
});

test('after a while on another page, it is what changed since one last looked', () => {
  const news = new RowNews();
  const [sources, destinations] = [listAt(news), listAt(news, { view: 'destinations' })];
  sources(0, { a: 'live' });
  destinations(1, { x: 'live' });
  expect(destinations(9, { x: 'live' })).toEqual([]);
  expect(sources(10, { a: 'silent' })).toEqual(['a']);
});

test('what is still being read is no change, and neither is a moment of the past', () => {
  const at = listAt(new RowNews());
  expect(at(0, { a: 'reading' }, { read: { ...unread, data: undefined } })).toEqual([]);
  expect(at(1, { a: 'live' })).toEqual([]);
  expect(at(2, { a: 'silent' }, { past: 5 })).toEqual([]);
  expect(at(3, { a: 'reading' }, { read: { ...unread, data: undefined } })).toEqual([]);
  expect(at(4, { a: 'live' })).toEqual([]);
});

test.each<[string, Partial<Snapshot>, readonly string[]]>([
  ['a read that failed and is tried again is none', { data: undefined, error: problemWith({ kind: 'timeout' }) }, []],
  ['a part that could not be read is none', { problems: [problemWith({ kind: 'timeout' })] }, []],
  ['what is refused for good is done without', { data: undefined, error: problemWith({ kind: 'not-in-plan' }) }, ['b']],
  ['a row that cannot be read stays out', { problems: [problemWith({ kind: 'dropped-rows' })] }, ['b']],
  ['a field that cannot be read hides no row', { problems: [problemWith({ kind: 'odd-fields' })] }, ['b']],
  ['old data that could not be renewed is that of before', { error: problemWith({ kind: 'timeout' }) }, ['b']],
])('of rows that come later, %s', (_, read, marked) => {
  const at = listAt(new RowNews());
  expect(at(0, { a: 'live' }, { read })).toEqual([]);
  expect(at(1, { a: 'live', b: 'live' })).toEqual(marked);
});

test('of more than forty lists the one that was opened first is forgotten, and no other', () => {
  const news = new RowNews();
  const lists = Array.from({ length: 41 }, (_, index) => listAt(news, { view: `list ${index}` }));
  for (const at of lists.slice(0, 40)) at(0, { a: 'live' });
  expect(lists[0]!(1, { a: 'silent' })).toEqual(['a']);
  lists[40]!(1, { a: 'live' });
  expect(lists[1]!(5, { a: 'silent' })).toEqual(['a']);
  expect(lists[0]!(5, { a: 'live' })).toEqual([]);
});

test('nothing is marked where that is switched off', () => {
  const at = listAt(new RowNews(), { changeMarks: false });
  at(0, { a: 'live' });
  expect(at(1, { a: 'silent' })).toEqual([]);
});

test.each([
  ['»', false],
  ['~', true],
])('on screen it is %s before the row until the time is over', async (sign, ascii) => {
  let off: string | undefined;
  const stage = await stageOf('healthy', (backend) => ({
    ...backend,
    sources: async (options) => {
      const answer = await backend.sources(options);
      return { ...answer, value: answer.value.map((one) => (one.id === off ? { ...one, enabled: false } : one)) };
    },
  }));
  const act = actAt(stage, { view: 'sources', params: {} }, { ascii });
  await act.settled();
  const marked = (): string[] =>
    act
      .text()
      .split('\n')
      .filter((row) => row.charAt(3) === sign);
  const again = (data: number, minutes: number): void => act.store.setState({ data, now: stageNow + minutes * minute });
  again(1, 0);
  expect(marked()).toEqual([]);
  off = act.screen.scene.panes[0]!.rows[1]!.key;
  stage.poller.refresh();
  await stage.settled();
  again(2, 0);
  expect(marked()).toEqual([expect.stringMatching(/[Dd]isabled/)]);
  again(2, 3);
  expect(marked()).toEqual([]);
});

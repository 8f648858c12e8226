import { describe, expect, test } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import { allKeys } from '../../../source/keys/keymap.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import { type Act, actsOn, stageNow, stageOf } from '../../views/stage.ts';

const open = actsOn(await stageOf('everything'));
const opened = async (view: ViewId, columns: number, ascii = false): Promise<Act> => {
  const act = open({ view, params: {} }, { columns, rows: 24, ascii });
  await act.settled();
  return act;
};
const last = (act: Act): string => act.text().split('\n').at(-1)!;

describe('the last row, from wide to narrow', () => {
  test.each<[ViewId, readonly (readonly [columns: number, row: string])[]]>([
    [
      'home',
      [
        [
          120,
          ' ⏎ open  ↑↓ move  ⇥ panel  e triage  ! worst error  / filter  t period  r refresh  : command  ? help  q quit',
        ],
        [80, ' ⏎ open  ⇥ panel  e triage  ! worst error  / filter  : command  ? help  q quit'],
        [60, ' ⏎ open  e triage  ! worst error  / filter  ? help  q quit'],
        [40, ' ⏎ open  e triage  ? help  q quit'],
      ],
    ],
    [
      'sources',
      [
        [
          200,
          ' ⏎ open  → unfold  v violations  b groups  ↑↓ move  e triage  ! worst error  / filter  t period  r refresh  : command  ? help  q back',
        ],
        [
          120,
          ' ⏎ open  → unfold  v violations  b groups  e triage  ! worst error  / filter  t period  : command  ? help  q back',
        ],
        [80, ' ⏎ open  → unfold  v violations  b groups  e triage  / filter  ? help  q back'],
        [60, ' ⏎ open  → unfold  b groups  e triage  ? help  q back'],
        [40, ' ⏎ open  b groups  ? help  q back'],
      ],
    ],
    [
      'functions',
      [
        [200, ' ⏎ open  ↑↓ move  e triage  ! worst error  / filter  t period  r refresh  : command  ? help  q back'],
        [80, ' ⏎ open  e triage  ! worst error  / filter  r refresh  : command  ? help  q back'],
      ],
    ],
    [
      'usage',
      [
        [
          200,
          ' ⏎ open  v violations  ↑↓ move  ⇥ panel  e triage  ! worst error  / filter  r refresh  : command  ? help  q back',
        ],
      ],
    ],
  ])('of %s names what works there, and cuts nothing', async (view, rows) => {
    const found: (readonly [number, string])[] = [];
    for (const [columns] of rows) found.push([columns, last(await opened(view, columns))]);
    expect(found).toEqual(rows);
  });

  test('in ASCII keys have their names', async () =>
    expect(last(await opened('sources', 80, true))).toBe(
      ' Enter open  l unfold  v violations  b groups  e triage  ? help  q back',
    ));
});

describe('with other keys the last row', () => {
  const named = async (own: Readonly<Record<string, readonly string[]>>): Promise<string> => {
    const act = await opened('sources', 200);
    act.store.setState({ keymap: allKeys.map((one) => ({ ...one, keys: own[one.id] ?? one.keys })) });
    return last(act);
  };
  const all =
    ' ⏎ open  → unfold  v violations  b groups  ↑↓ move  e triage  ! worst error  / filter  t period  r refresh  : command  ? help  q back';

  test.each<[Readonly<Record<string, readonly string[]>>, string]>([
    [{}, all],
    [{ help: ['f1', '?'], 'row.open': ['o'] }, all.replace('? help', 'f1 help').replace('⏎ open', 'o open')],
    [{ violations: ['g v'], 'rows.group': ['x'] }, all.replace('v viol', 'g v viol').replace('b groups', 'x groups')],
    [{ 'tab.next': ['i', 'right'] }, all],
    [{ 'tab.next': ['i'] }, all.replace('→ unfold', 'i unfold')],
    [{ 'tab.next': [], violations: [], refresh: [] }, all.replace(/→ unfold {2}v violations {2}|r refresh {2}/g, '')],
    // A key that a row takes is not named for what it means elsewhere.
    [{ refresh: ['b'] }, all.replace('r refresh  ', '')],
  ])('with %j', async (own, row) => expect(await named(own)).toBe(row));
});

test('a message takes the last row until its time is over, and the names of keys do not lie under it', async () => {
  const act = await opened('home', 80);
  const said = (until: number): string => {
    act.store.setState({ toast: { text: t`Copied: the id`, tone: 'good', until } });
    return last(act);
  };
  expect([said(stageNow + 1), said(stageNow)]).toEqual([
    ' Copied: the id',
    ' ⏎ open  ⇥ panel  e triage  ! worst error  / filter  : command  ? help  q quit',
  ]);
  act.store.setState({ toast: undefined });
});

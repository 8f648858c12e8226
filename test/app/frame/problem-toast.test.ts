import { expect, test } from 'vitest';
import { problemToast, withUnsaved } from '../../../source/app/frame/problem-toast.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import type { AppState } from '../../../source/state/store.ts';

test.each<[readonly string[], string | undefined]>([
  [[], undefined],
  [['period: "9d" is not allowed'], 'period: "9d" is not allowed'],
  [['/home/ana/.config/segtop/config.yaml:3:1: perod is unknown'], 'config.yaml:3:1: perod is unknown'],
  [['/home/ana/state/favorites.json: cannot be read'], '/home/ana/state/favorites.json: cannot be read'],
  [['see /a/b.yaml:3:1: odd'], 'see /a/b.yaml:3:1: odd'],
  [['/a/b.yaml:3:1: one', 'two'], 'b.yaml:3:1: one (and 1 more, printed at the end)'],
  [['one', 'two', 'three'], 'one (and 2 more, printed at the end)'],
])('of the problems %j the footer says %s for ten seconds', (problems, text) => {
  const all = problems.map((one) => sanitise(one));
  expect(problemToast(all, 5000)).toEqual(text === undefined ? undefined : { text, tone: 'warn', until: 15_000 });
});

test.each<[string, readonly string[] | undefined, { file: string; unsaved?: boolean }, readonly string[] | undefined]>([
  [
    'a file that cannot be saved is kept by its name',
    undefined,
    { file: '/a/b/favorites.json', unsaved: true },
    ['favorites.json'],
  ],
  ['also one of Windows', ['a.json'], { file: 'C:\\me\\local.json', unsaved: true }, ['a.json', 'local.json']],
  ['once, however often', ['a.json', 'b.json'], { file: '/x/a.json', unsaved: true }, ['b.json', 'a.json']],
  ['and no more once it is saved', ['a.json', 'b.json'], { file: '/x/a.json', unsaved: false }, ['b.json']],
  ['what is no matter of saving changes nothing', ['a.json'], { file: '/x/a.json' }, undefined],
])('%s', (_, before, problem, after) => {
  const unsaved = before && new Set(before.map((name) => sanitise(name)));
  const changed = withUnsaved({ unsaved } as AppState, { message: t`x`, ...problem });
  expect(changed.unsaved && [...changed.unsaved]).toEqual(after);
});

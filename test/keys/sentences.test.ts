import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from '../../source/actions/index.ts';
import { bind } from '../../source/keys/bindings.ts';
import type { CommandId } from '../../source/keys/keymap.ts';
import type { Target } from '../../source/state/pages.ts';
import { pathsBelow } from '../harness/imports.ts';
import { actAt, stageOf } from '../views/stage.ts';

const { table: keymap, problems } = bind({
  browser: 'ctrl+o',
  refresh: 'ctrl+r',
  'page.audit': null,
  'page.triage': 'W',
  'row.open': 'K',
  'field.color': 'X',
  pause: 'H',
});
const stage = await stageOf('empty');

test('the keys of this test are taken', () => expect(problems).toEqual([]));

describe('sentences on a page name the keys in force', () => {
  test.each<[string, Target, RegExp, RegExp]>([
    [
      'the way to a first source',
      { view: 'overview', params: {} },
      /K opens the catalog \(8\)/,
      /\bEnter opens|⏎ opens/,
    ],
    ['how it is copied', { view: 'overview', params: {} }, /ctrl\+o copies the link/, /(?<!\+)\bo copies/],
    ['when it appears', { view: 'overview', params: {} }, /ctrl\+r reads at once/, /(?<!\+)\br reads/],
    ['what is only in the web app', { view: 'settings', params: {} }, /ctrl\+o copies the link/, /(?<!\+)\bo copies/],
  ])('%s', async (_, target, named, usual) => {
    const act = actAt(stage, target, { columns: 160, rows: 60, state: { keymap } });
    await act.settled();
    expect(act.text()).toMatch(named);
    expect(act.text()).not.toMatch(usual);
  });
});

test.each<[CommandId, Partial<Parameters<typeof actAt>[2] & object>['state'], string]>([
  ['refresh', { paused: true }, 'reading is paused: H goes on'],
  ['report', {}, 'only for connections, sources and warehouses: W lists what is wrong'],
])('why %s does nothing names the key in force', (id, state, why) => {
  const act = actAt(stage, { view: 'catalog', params: {} }, { state: { ...state, keymap } });
  run(act.environment, id);
  expect(act.store.getState().toast?.text).toContain(why);
});

/** Letters that are keys by themselves, before the words that follow a key in a sentence. */
const named =
  /t`[^`]*(?:^|[\s(:;`])(?:[a-zA-Z!?]|esc|Esc|Enter) (?:opens|lists|leads|chooses|clears|reads|shows|copies|goes on|quits|only marks|marks|folds)\b/;

test('no sentence in the sources names the key that a command has by default', () => {
  const found = pathsBelow('source')
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('source/keys/'))
    .flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((row) => named.test(row) && !/^\s*(?:\*|\/\/|\/\*)/.test(row))
        .map((row) => `${path}: ${row.trim()}`),
    );
  expect(found).toEqual([]);
});

import { beforeAll, test } from 'vitest';
import { actAt, type Stage, stageOf } from '../views/stage.ts';
import { expectScreen } from './golden.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'home', params: {} }).settled();
});

/** How many requests it took, and which pages there are, is the business of others. */
const own = (screen: string): string =>
  screen
    .replace(/\d+ req\/min/, (rate) => 'N req/min'.padStart(rate.length))
    .replace(/^ 1 Home .*$/m, ' 1 Home  and the other pages');

test.each([
  ['home-120x40', 'home', 120, 40, []],
  ['home-80x24', 'home', 80, 24, []],
  ['home-40x12', 'home', 40, 12, []],
  ['home-destinations-80x24', 'home', 80, 24, ['tab']],
  ['sources-120x40', 'sources', 120, 40, []],
  ['destinations-120x40', 'destinations', 120, 40, []],
  ['destinations-80x24', 'destinations', 80, 24, []],
  ['triage-120x40', 'triage', 120, 40, []],
  ['triage-80x24', 'triage', 80, 24, []],
] as const)('%s', (name, view, columns, rows, keys) => {
  const act = actAt(stage, { view, params: {} }, { columns, rows });
  act.press(...keys);
  expectScreen(name, own(act.text()));
});

test('home in ASCII without colour', () => {
  const act = actAt(stage, { view: 'home', params: {} }, { columns: 80, rows: 24, ascii: true });
  expectScreen('home-80x24-ascii', own(act.text()));
});

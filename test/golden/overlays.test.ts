import { beforeAll, expect, test } from 'vitest';
import { legendOf } from '../../source/app/overlays/help/legend.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { throughTabs } from '../views/scenarios.ts';
import { type Act, actAt, type Stage, stageOf } from '../views/stage.ts';
import { expectScreen } from './golden.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  for (const view of ['home', 'sources', 'destinations', 'privacy'] as const)
    await throughTabs(actAt(stage, { view, params: {} }));
}, 60_000);

/** Rows of a screen with the codes of their colours; how much was asked stands in the first one, and is no matter here. */
const coloured = ({ screen }: Act): string =>
  screen
    .get()
    .lines.filter((row) => !/ segtop /.test(row))
    .map((row) => row.replace(/\u001b\[([\d;]*)m/g, (_, codes) => `‹${codes}›`).trimEnd())
    .join('\n');

const typed = (text: string): readonly string[] => [...text];

test.each([
  ['help', 'home', ['?']],
  ['help-further', 'home', ['?', 'pagedown']],
  ['help-end', 'home', ['?', 'G']],
  ['help-of-sources', 'sources', ['?', '/', ...typed('sort')]],
  ['help-of-privacy', 'privacy', ['?', '/', ...typed('colour'), 'enter']],
  ['palette', 'home', [':']],
  ['palette-typed', 'home', [':', ...typed('dest')]],
  ['palette-argument', 'home', [':', ...typed('period ')]],
  ['palette-unknown', 'home', [':', ...typed('xyzzy'), 'enter']],
  ['filter', 'sources', ['/', ...typed('name:web state:live')]],
  ['filter-wrong', 'sources', ['/', ...typed('events:>>')]],
  ['columns', 'sources', ['c']],
  ['columns-chosen', 'destinations', ['c', 'down', 'space', 'down', 'space']],
  ['favorites', 'home', ['a']],
  ['favorites-filtered', 'home', ['a', ...typed('red'), 'space']],
  ['menu', 'destinations', ['m']],
  ['menu-further', 'destinations', ['m', 'down', 'down']],
  ['workspaces', 'home', ['w']],
  ['quit', 'home', ['q']],
] as const)('%s', (name, view, keys) => {
  const act = actAt(stage, { view, params: {} }, { columns: 100, rows: 30, colors: '16', write: true });
  act.press(...keys);
  expectScreen(`overlays/${name}`, coloured(act));
});

test.each([
  ['unicode', false],
  ['ascii', true],
])('every sign with its meaning, in %s', (name, ascii) => {
  const marks = glyphs(ascii);
  const words = 'LOST RETRYING EXPIRED SILENT DISABLED pp';
  const all = `${Object.values(marks).flat().join(' ')} ◇–…×›▁▄▇▔━┬└╶╴⇧ ${words}`;
  const signs = legendOf(all, marks);
  expect(signs.length).toBeGreaterThan(ascii ? 30 : 40);
  expectScreen(
    `overlays/signs-${name}`,
    signs.map(({ mark, tone, meaning }) => `‹${tone}›${mark}  ${meaning}`).join('\n'),
  );
});

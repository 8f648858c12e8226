import { beforeAll, test } from 'vitest';
import type { Target } from '../../source/state/pages.ts';
import type { FavoriteRef } from '../../source/state/store.ts';
import { views } from '../../source/views/registry.ts';
import { functions } from '../../source/workspace/resources/common.ts';
import { openPane, tabKeys, throughTabs } from '../views/scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../views/stage.ts';
import { findTargets } from '../views/targets.ts';
import { expectScreen } from './golden.ts';

let stage: Stage;
let targets: ReadonlyMap<string, Target>;
beforeAll(async () => {
  stage = await stageOf('everything');
  ({ targets } = await findTargets(stage));
  for (const target of targets.values()) await throughTabs(actAt(stage, target));
}, 120_000);

/** Rows of a screen with the codes of their colours, without the two above the page. */
const coloured = ({ screen }: Act): readonly string[] =>
  screen
    .get()
    .lines.slice(2, -1)
    .map((row) => row.replace(/\u001b\[([\d;]*)m/g, (_, codes) => `‹${codes}›`).trimEnd());

/** Rows of a list that are walked: enough for one of each kind, as what is worst stands first. */
const most = 12;

const codes = /‹[\d;]*›/g;
/** What stands between the lines of boxes, with letters or digits and not selected: that would be the same once more. */
const pieces = (row: string): readonly string[] =>
  row
    .split(/[│╭╮╰╯├┤]/)
    .filter((piece) => /\p{L}|\d/u.test(piece.replaceAll(codes, '')) && !/‹(?:[\d;]*;)?7[;›]/.test(piece));

/** Every piece that a page shows while the rows of each of its panes and tabs are walked, once. */
function walked(target: Target, options: ActOptions = {}): string {
  const known = new Set<string>();
  const lines: string[] = [];
  const look = (act: Act) => {
    for (const piece of coloured(act).flatMap(pieces)) {
      const bare = piece.replaceAll(codes, '').trim();
      if (known.has(bare)) continue;
      known.add(bare);
      lines.push(piece.trimEnd().replace(/[ ─]{3,}/g, '   '));
    }
  };
  const walk = (act: Act) => {
    const count = Math.min(openPane(act)?.rows.length ?? 0, most);
    for (let index = 0; index < count; index += 1) {
      look(act);
      act.press('down');
    }
    look(act);
  };
  const opened = () => actAt(stage, target, { columns: 176, rows: 50, colors: '16', ...options });
  const tabs = opened();
  walk(tabs);
  for (const key of tabKeys(tabs)) {
    tabs.press(key);
    walk(tabs);
  }
  const panes = opened();
  for (const _ of panes.screen.scene.panes.slice(1)) {
    panes.press('tab');
    walk(panes);
  }
  return lines.join('\n');
}

test.each(views.map(({ id }) => id))('%s: what is shown of each of its rows, in colour', (id) => {
  expectScreen(`rows/${id}`, walked(targets.get(id)!));
});

/** Of each kind of thing the first in each state, and one that is no longer there. */
function oneOfEach(): readonly FavoriteRef[] {
  const { overview, read } = actAt(stage, targets.get('home')!).screen.scene.context;
  const firsts = <T>(
    kind: FavoriteRef['kind'],
    all: readonly T[],
    idOf: (one: T) => string,
    stateOf: (one: T) => string,
  ) => [...Map.groupBy(all, stateOf).values()].map(([one]): FavoriteRef => ({ kind, id: idOf(one!) }));
  return [
    ...firsts(
      'source',
      [...overview.flow.bySource.values()],
      ({ source }) => source.id,
      ({ health }) => health.state,
    ),
    ...firsts(
      'destination',
      overview.fleet.connections,
      ({ destination }) => destination.id,
      ({ state }) => state,
    ),
    ...firsts(
      'warehouse',
      overview.storage,
      ({ warehouse }) => warehouse.id,
      ({ state }) => state,
    ),
    ...firsts(
      'function',
      read(functions).data ?? [],
      ({ id }) => id,
      ({ side }) => side,
    ),
    { kind: 'source', id: 'gone' },
    { kind: 'function', id: 'gone too' },
  ];
}

test.each([176, 120, 90, 60])('favorites of every kind and state at %d columns', (columns) => {
  const favorites = oneOfEach();
  expectScreen(`favorites/${columns}`, walked(targets.get('home')!, { columns, rows: 60, state: { favorites } }));
});

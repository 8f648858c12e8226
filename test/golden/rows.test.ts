import { beforeAll, test } from 'vitest';
import type { Target } from '../../source/state/pages.ts';
import { views } from '../../source/views/registry.ts';
import { openPane, tabKeys, throughTabs } from '../views/scenarios.ts';
import { type Act, actAt, type Stage, stageOf } from '../views/stage.ts';
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

/** Every piece that a page shows while its rows are walked, in each of its tabs, once. */
function walked(target: Target): string {
  const act = actAt(stage, target, { columns: 176, rows: 50, colors: '16' });
  const known = new Set<string>();
  const lines: string[] = [];
  const look = () => {
    for (const piece of coloured(act).flatMap(pieces)) {
      const bare = piece.replaceAll(codes, '').trim();
      if (known.has(bare)) continue;
      known.add(bare);
      lines.push(piece.trimEnd().replace(/[ ─]{3,}/g, '   '));
    }
  };
  const walk = () => {
    const count = Math.min(openPane(act)?.rows.length ?? 0, most);
    for (let index = 0; index < count; index += 1) {
      look();
      act.press('down');
    }
    look();
  };
  walk();
  for (const key of tabKeys(act)) {
    act.press(key);
    walk();
  }
  return lines.join('\n');
}

test.each(views.map(({ id }) => id))('%s: what is shown of each of its rows, in colour', (id) => {
  expectScreen(`rows/${id}`, walked(targets.get(id)!));
});

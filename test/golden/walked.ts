import type { Target } from '../../source/state/pages.ts';
import { openPane, tabKeys } from '../views/scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage } from '../views/stage.ts';

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

/** Every piece that a page shows while the rows of each of its panes and tabs are walked, once; what is asked for on the way is read first. */
export async function walked(stage: Stage, target: Target, options: ActOptions = {}): Promise<string> {
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
  const press = (act: Act, key: string) => {
    act.press(key);
    return act.settled();
  };
  const walk = async (act: Act) => {
    const count = Math.min(openPane(act)?.rows.length ?? 0, most);
    for (let index = 0; index < count; index += 1) {
      look(act);
      await press(act, 'down');
    }
    look(act);
  };
  const opened = async () => {
    const act = actAt(stage, target, { columns: 176, rows: 50, colors: '16', ...options });
    await act.settled();
    return act;
  };
  const tabs = await opened();
  await walk(tabs);
  for (const key of tabKeys(tabs)) {
    await press(tabs, key);
    await walk(tabs);
  }
  const panes = await opened();
  for (const _ of panes.screen.scene.panes.slice(1)) {
    await press(panes, 'tab');
    await walk(panes);
  }
  return lines.join('\n');
}

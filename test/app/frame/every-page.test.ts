import { beforeAll, describe, expect, test } from 'vitest';
import { whyNot } from '../../../source/actions/index.ts';
import { legendOf } from '../../../source/app/overlays/help/legend.ts';
import { menuPlace } from '../../../source/app/overlays/menu/place.ts';
import { labelled } from '../../../source/components/labelled.ts';
import type { CommandId } from '../../../source/keys/keymap.ts';
import type { Target, ViewId } from '../../../source/state/pages.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { line, lineText } from '../../../source/theme/line.ts';
import { views } from '../../../source/views/registry.ts';
import { actsOn, stageOf } from '../../views/stage.ts';
import { findTargets } from '../../views/targets.ts';

/** What every page owes to who reads its frame: help, footer and page bar. */
let open: ReturnType<typeof actsOn>;
let targets: ReadonlyMap<string, Target>;
beforeAll(async () => {
  const stage = await stageOf('everything');
  open = actsOn(stage);
  ({ targets } = await findTargets(stage));
}, 120_000);

/** Commands with a reason of their own where they do nothing. */
const explained: readonly CommandId[] = [
  'payload',
  'replay',
  'report',
  'delivery',
  'favorite.toggle',
  'rows.problems',
  'menu',
  'violations',
];

const ids = views.map(({ id }) => id);
const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;
const at = (id: ViewId, [columns, rows]: readonly [number, number] = [120, 40]) =>
  open(targets.get(id)!, { columns, rows });

/** Pages that may be of a payload or a code whose period another incident would change. */
const changesElsewhere: ReadonlySet<ViewId> = new Set<ViewId>([
  'error-code',
  'payload',
  'violation-sample',
  // More payloads are looked through.
  'privacy',
]);

/** Frames, and what is punctuation of names and numbers. */
const plain = /[\p{L}\p{N}\s\p{ASCII}─│╭╮╰╯·]/u;
const signsOf = (text: string): string[] => [...new Set(text)].filter((one) => !plain.test(one));

/** All that the help says, without the page under it. */
function helpOf(act: ReturnType<typeof at>): string {
  act.press('?');
  const seen: string[] = [];
  for (let last = ''; last !== act.text(); act.press('pgdn')) {
    last = act.text();
    seen.push(last);
  }
  return seen.join('\n');
}

describe.each(ids)('%s', (id) => {
  test.each(sizes)('explains every sign that is on it at %d×%d, and cuts nothing in the help', (...size) => {
    const act = at(id, size);
    const page = act.text();
    const help = helpOf(act);
    const legend = legendOf(page, glyphs(false));
    const known = new Set(legend.flatMap(({ mark, drawn = mark }) => [...drawn]));
    expect(signsOf(page).filter((one) => !known.has(one))).toEqual([]);
    expect(help).toContain('Marks and words on this page');
    for (const { mark, meaning } of legend) {
      expect(help).toContain(mark);
      expect(help).toContain(meaning.split(' ')[0]);
    }
    expect(help.replaceAll(/…\s+cut: the details/g, '')).not.toContain('…');
  });

  test.each(sizes)(
    'cuts nothing at %d×%d in what stands around its panels, in its menu and in why a key does nothing',
    async (...size) => {
      const act = at(id, size);
      await act.settled();
      const around = act
        .text()
        .split('\n')
        .filter((row, index) => !/[│╭╰]/.test(row) && !(index === 2 && row.includes(' › ')));
      expect(around.filter((row) => row.includes('…'))).toEqual([]);
      act.press('m');
      const { overlay } = act.store.getState();
      for (const { label, disabled, hint } of overlay?.kind === 'menu' ? overlay.items : []) {
        const { width } = menuPlace(overlay?.kind === 'menu' ? overlay.items : [], { columns: size[0], rows: size[1] });
        expect(lineText(labelled(line(label), line(disabled ?? hint), width - 6))).not.toContain('…');
      }
      act.store.setState({ overlay: undefined, toast: undefined });
      for (const command of explained) {
        if (whyNot(act.environment, command) === undefined) continue;
        act.environment.run(command);
        expect(act.text().split('\n').at(-1)).not.toContain('…');
      }
    },
  );

  test('offers the period only where it changes the page', async () => {
    const act = at(id);
    await act.settled();
    const rows = () => act.text().split('\n').slice(2, -1).join('\n');
    const offered = / period /.test(act.text().split('\n').at(-1)!);
    const before = rows();
    act.press('t');
    await act.settled();
    if (!changesElsewhere.has(id)) expect(rows() !== before).toBe(offered);
  });
});

const lastRow = (act: ReturnType<typeof at>): string => act.text().split('\n').at(-1)!.trim();

test('the footer says what the row can do, then how to move, then what works everywhere', () => {
  expect(lastRow(at('destinations'))).toMatch(
    /^⏎ open .*z problems .*↑↓ move .*⇥ panel .*\/ filter .*\? help {2}q back$/,
  );
  expect(lastRow(at('catalog'))).not.toContain('period');
});

describe('the filter of the help', () => {
  test('finds keys, titles and reasons while it is typed, and Esc clears it before it closes the help', () => {
    const act = at('home', [80, 24]);
    act.press('?', '/', ...'worst');
    expect(act.text()).toMatch(/Keys here {2}\/worst▏/);
    expect(act.text()).toMatch(/! +The worst error/);
    expect(act.text()).not.toContain('Add favorites');
    act.press('enter', 'esc');
    expect(act.text()).toContain('Help and support');
    act.press('esc');
    expect(act.store.getState().overlay).toBeUndefined();
  });

  test('says where nothing matches, and takes no key of the help for one of its own while it is typed', () => {
    const act = at('home', [80, 24]);
    act.press('?', '/', ...'qy2?');
    expect(act.text()).toContain('nothing here matches');
    expect(act.copied).toEqual([]);
    act.press('esc');
    expect(act.text()).toContain('Help and support');
  });
});

test('the page bar names every page it has room for, and says where the others are', () => {
  const bar = (width: number) => at('home', [width, 24]).text().split('\n')[1]!;
  expect(bar(80)).toMatch(/ 6 Protocols 9 Usage \? more$/);
  expect(bar(120)).toMatch(/0 Settings E Engage$/);
  expect(bar(200)).toMatch(/0 Settings {2}E Engage$/);
  for (const width of [40, 60, 80, 100, 120, 200])
    expect(bar(width).trim()).toMatch(/^(?:\S [A-Z][a-z]+ *)+(?:\? more)?$/);
});

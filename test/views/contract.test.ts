import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { legendOf } from '../../source/app/overlays/help/legend.ts';
import type { Target, ViewId } from '../../source/state/pages.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { views } from '../../source/views/registry.ts';
import { Looks } from '../golden/looks.ts';
import { type Emulator, emulator } from '../harness/terminal/emulator.ts';
import { openPane, scenarios, tabKeys } from './scenarios.ts';
import { type Act, type ActOptions, actAt, actsOn, stackAt } from './stage.ts';
import { targetsOfEverything } from './targets.ts';

const sizes = [
  [40, 12],
  [80, 24],
  [120, 40],
  [200, 60],
] as const;
const modes: Readonly<Record<string, ActOptions>> = {
  truecolor: { colors: 'truecolor' },
  'NO_COLOR and ASCII': { colors: 'none', ascii: true },
};
const ids = views.map(({ id }) => id);
const homeTarget: Target = { view: 'home', params: {} };

/** Tabs that are pages of their own. */
const tabs: readonly Target[] = ['detection', 'inbox', 'inventory', 'settings', 'end-user'].map((tab) => ({
  view: 'privacy',
  params: { tab },
}));

/** For every view a place to look at it, and the tabs of each view that has some. */
let targets: ReadonlyMap<string, Target>;
let walked: ReadonlyMap<string, readonly string[]>;

const terminals = new Map<number, Emulator>(sizes.map(([cols, rows]) => [cols, emulator({ cols, rows })]));

const reversed = /\u001b\[(?:[\d;]*;)?7(?:;[\d;]*)?m/;
const controls = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
/** Letters of names stay what they are; every mark of ours has an ASCII form. */
const marks = /[^\u0020-\u007e\p{L}\p{M}]/u;

/** Each state has a shape and one ink, which a reversed row may leave out: who sees no colour loses nothing. */
const inks: Readonly<Record<string, RegExp>> = {
  '●': /^(?:32)?$/,
  '◆': /^(?:31)?$/,
  '▲': /^(?:33)?$/,
  '△': /^(?:33)?$/,
  '○': /^$/,
  '◇': /^$/,
};
const noState = /[^●◆▲△○◇]/;

/** State marks of a row that are drawn in an ink of another state. */
function inkFaults(row: string): string[] {
  let ink = '';
  return row.split(/(\u001b\[[\d;]*m)/).flatMap((part) => {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1]?.split(';');
    if (!codes)
      return [...part]
        .filter((one) => !noState.test(one) && !inks[one]!.test(ink))
        .map((one) => `${one} in ink ${ink}`);
    for (const code of codes) if (/^(?:3\d|9\d|0|)$/.test(code)) ink = code === '39' || code === '0' ? '' : code;
    return [];
  });
}

/** Frames, and what is punctuation of names and numbers. */
const plain = /[\p{L}\p{M}\p{N}\s\p{ASCII}─│╭╮╰╯·]/u;
const every = String.fromCodePoint(...Array.from({ length: 0x2b_00 - 0x20 }, (_, at) => 0x20 + at));
const explained = new Set(legendOf(every, glyphs(false)).flatMap(({ mark, drawn = mark }) => [...drawn]));

/** Signs of ours that the help of the page would not explain. */
const unexplained = (text: string): string[] =>
  [...new Set(text)].filter((one) => /[\u2010-\u2bff]/.test(one) && !plain.test(one) && !explained.has(one));

/** Plurals that follow a one. */
const onePlural =
  /(?<![\d.,%])1 (?:events|sources|destinations|connections|warehouses|rows|fields|violations|plans|mappings|filters|functions|users|groups|labels|alerts|rules|requests|syncs|samples|days|hours|minutes|reads|retries|lines|codes|models|audiences|changes|attempts|values)\b/;

/** What was found wrong with a row at a width: a row that stands on many screens is painted once. */
const judged = new Map<string, readonly string[]>();

function rowFaults(row: string, cols: number, ascii: boolean): readonly string[] {
  const key = `${cols}${ascii}${row}`;
  const known = judged.get(key);
  if (known) return known;
  const terminal = terminals.get(cols)!;
  const scrolled = terminal.scrolls;
  const found: string[] = [];
  terminal.write(`\u001b[1;1H\u001b[2K${row}`);
  const { x, y } = terminal.cursor;
  if (y !== 0 || x !== cols) found.push(`a row is not ${cols} wide: ${row}`);
  if (terminal.scrolls > scrolled || terminal.wrapped().length > 0) found.push(`it scrolled or wrapped: ${row}`);
  const text = row.replace(/\u001b\[[\d;]*m/g, '');
  if (controls.test(text)) found.push(`control bytes in a row: ${JSON.stringify(text)}`);
  if (ascii && marks.test(text)) found.push(`not ASCII: ${text}`);
  if (!ascii) found.push(...inkFaults(row).map((fault) => `${fault}: ${text}`));
  if (!ascii) found.push(...unexplained(text).map((sign) => `no help explains ${sign}: ${text}`));
  if (onePlural.test(text)) found.push(`one of many: ${text}`);
  terminal.forget();
  judged.set(key, found);
  return found;
}

/** What does not fit of a drawing. */
function faults({ screen }: Pick<Act, 'screen'>, cols: number, rows: number, ascii: boolean): string[] {
  const { lines } = screen.get();
  return [
    ...(lines.length === rows ? [] : [`${lines.length} rows`]),
    ...lines.flatMap((row) => rowFaults(row, cols, ascii)),
  ];
}

/** Where a row can be opened, the selected one is on screen: in reverse, which NO_COLOR leaves. */
function selectionFaults({ screen }: Pick<Act, 'screen'>): string[] {
  const pane = openPane({ screen });
  if (!pane?.rows.some(({ open }) => open)) return [];
  return screen.get().lines.some((row) => reversed.test(row)) ? [] : ['no selected row on screen'];
}

beforeAll(async () => {
  ({ targets, walked } = await targetsOfEverything());
});

test('every view is reached from another one or by its name', () => {
  expect(ids.filter((id) => !targets.has(id))).toEqual([]);
});

test('every tab of every view is walked', () => {
  expect(Object.fromEntries(walked)).toEqual({
    alerts: ['Raised now', 'Was raised', 'Rules'],
    catalog: ['Sources', 'Destinations', 'Storage', 'Functions'],
    destination: ['Reasons', 'Event type', 'Event name', 'App version', 'Mapping'],
    home: ['All', 'Sources', 'Destinations'],
    payload: ['Response', 'You Sent', 'Request'],
    privacy: ['Home', 'Detection', 'Inbox', 'Inventory', 'Settings', 'End-user privacy'],
    protocols: ['Violations', 'Tracking plans', 'Transformations'],
    settings: ['Workspace', 'Access', 'Labels', 'Preferences', 'Notifications'],
    source: ['Overview', 'Events by volume'],
    'tracking-plan': ['Rules', 'Sources', 'Changelog'],
    usage: ['API calls', 'MTU'],
  });
});

describe('what opens over a page', () => {
  let open: ReturnType<typeof actsOn>;
  beforeAll(async () => {
    open = actsOn(await scenarios.normal!(targets.values()));
  }, 120_000);

  test.each([
    ['help', ['?']],
    ['the end of the help', ['?', 'G']],
    ['the question at the end', ['q']],
    ['favorites', ['a']],
    ['favorites without a match', ['a', 'q', 'q', 'q']],
    ['the palette', [':']],
    [
      'the palette with a long line',
      [':', ...'a very long line that no screen has room for, and then some more of it'],
    ],
    ['a filter', ['4', '/', 'b']],
    ['a message', ['f']],
  ])('%s', (_, keys) => {
    const found: string[] = [];
    for (const [mode, options] of Object.entries(modes))
      for (const [columns, rows] of sizes) {
        const act = open(homeTarget, { ...options, columns, rows });
        act.press(...keys);
        const wrong = faults(act, columns, rows, options.ascii === true);
        found.push(...wrong.map((one) => `${columns}×${rows} ${mode}: ${one}`));
      }
    expect(found).toEqual([]);
  });
});

/**
 * Every page is drawn once at each size, in each of its tabs, and all is judged on that drawing. The modes take turns: what fits does
 * not depend on them, so each page has both in every scenario, and each size has both over the scenarios.
 */
describe.each(Object.keys(scenarios).map((scenario, turn) => [scenario, turn] as const))('%s', (scenario, turn) => {
  /** One dashboard for each mode, which goes from view to view: the workspace is worked out once. */
  let acts: readonly (readonly [mode: string, act: Act])[];
  const looks = new Looks(scenario);
  afterAll(() => looks.end());
  beforeAll(async () => {
    const stage = await scenarios[scenario]!(targets.values());
    acts = Object.entries(modes).map(([name, mode]) => [name, actAt(stage, homeTarget, mode)]);
  }, 120_000);

  test.each([
    ...ids.map((id) => [id, undefined] as const),
    ...tabs.map((tab) => [`${tab.view} ${tab.params.tab}`, tab] as const),
  ])('%s', (id, tab) => {
    const huge = scenario === 'huge';
    const title = tab === undefined ? id : `${id} ${tab.params.tab}`;
    const found: string[] = [];
    for (const [index, [columns, rows]] of sizes.entries()) {
      if (huge && columns < sizes[3][0]) continue;
      const [mode, act] = acts[(index + turn) % acts.length]!;
      const target = tab ?? targets.get(id) ?? { view: id as ViewId, params: {} };
      act.store.setState({ stack: stackAt(target), columns, rows });
      expect(act.screen.scene.view.id).toBe(target.view);
      const ascii = modes[mode]?.ascii === true && scenario !== 'hostile';
      const look = (after: string) => {
        const seen = looks.faults(`${title} ${columns}×${rows} ${after}`, act.screen.get().lines);
        for (const one of [...faults(act, columns, rows, ascii), ...selectionFaults(act), ...seen])
          found.push(`${columns}×${rows} ${mode} ${after}: ${one}`);
      };
      if (!huge) look('as it opens');
      for (const [at, key] of ['G', ...(tab === undefined && !huge ? tabKeys(act) : [])].entries()) {
        act.press(key);
        look(`after ${key}${at === 0 ? '' : ` ${at}`}`);
      }
    }
    expect(found).toEqual([]);
  });

  test('draws every screen that was kept of it', () => {
    expect(looks.undrawn()).toEqual([]);
  });
});

import { beforeEach, describe, expect, inject, test } from 'vitest';
import { laterInMonth } from '../harness/later-in-month.ts';
import { chooseItem } from '../harness/menu.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type DemoTerminal, demoTerminal } from '../harness/terminal/in-process.ts';
import { type SpawnOptions, spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

// What is empty folds, so that Home is another one on the first of a month.
beforeEach(laterInMonth);

/** The change against the window before is known last of all. */
const allRead = /[\d.]+% +[+-][\d.]+% +EVENTS FAILED · \d+ DESTINATIONS +│|failed [+-][\d.]+% +\d+ in trouble *$/m;
const usageRead = /(?:reaches|passed) 100%| by [A-Z][a-z]{2} \d+|too early to project|No usage counted yet/;

/** The demo once everything on Home has been read. */
async function demo(
  options: SpawnOptions = {},
  open: (options: SpawnOptions) => DemoTerminal = demoTerminal,
): Promise<DemoTerminal> {
  const terminal = open({ args: ['--demo'], cols: 120, rows: 40, ...options });
  await terminal.waitFor((screen) => allRead.test(screen) && usageRead.test(screen) && !/graph \d/.test(screen));
  return terminal;
}

/** Presses a key that changes something, and waits for it. */
async function pressed(terminal: DemoTerminal, ...keys: readonly string[]): Promise<string> {
  for (const key of keys) {
    const before = belowHeader(terminal.text());
    terminal.press(key);
    await terminal.waitFor((screen) => belowHeader(screen) !== before);
  }
  return terminal.text();
}

/** The header tells the age of the data, which goes on by itself. */
const belowHeader = (screen: string): string => screen.split('\n').slice(1).join('\n');

const lineWith = (screen: string, wanted: RegExp): string => screen.split('\n').find((row) => wanted.test(row)) ?? '';

test('the first screen is Home, whole, without a key (H-01, H-04)', async () => {
  expect(inject('buildProblem')).toBe('');
  await using terminal = await demo({ firstRun: true }, spawnTerminal);
  // What is read each minute may be under way.
  const screen = await terminal.waitFor(
    /^ segtop .*Acme Production.*DEMO.*Updated (?:just now|\d+s ago).*Last 24 Hours/,
  );
  for (const panel of [
    /╭ Sources · \d+ active/,
    /╭ Destinations · \d+ enabled/,
    /╭ Favorites/,
    /╭ Recent activity/,
    /╭ Usage · /,
  ])
    expect(screen).toMatch(panel);
  expect(screen).toMatch(/Braze ← Web \(prod\) {2}401 {2}\d+% failing {2}LOST/);
  expect(disallowed(terminal.raw())).toEqual([]);
});

test('Tab reaches all five panels on a small screen and comes round; Shift+Tab goes back', async () => {
  await using terminal = await demo({ cols: 80, rows: 24 });
  await terminal.waitFor(/╭ Destinations/);
  const order = ['Favorites', 'Recent activity', 'Usage', 'Sources', 'Destinations'];
  for (const name of order) {
    terminal.press('tab');
    await terminal.waitFor(new RegExp(`╭ ${name}`));
  }
  terminal.press('shift+tab');
  await terminal.waitFor(/╭ Sources/);
});

test('t changes the period, and every number follows (H-11, H-12)', async () => {
  await using terminal = await demo();
  const numbers = (screen: string) => ({
    violations: /\d[\d.]*[kM]? violations in [\d.]+[kM]?/.exec(screen)?.[0],
    failed: /[\d.]+[kM]? failed deliveries in [\d.]+[kM]?/.exec(screen)?.[0],
    headline: /[\d.]+% +\S+ +EVENTS FAILED · \d+ DESTINATIONS/.exec(screen)?.[0],
  });
  /** The rate of what fails is that of now, whatever period is looked at. */
  const now = (screen: string) => /Braze ← Web \(prod\) +([\d.]+%)/.exec(screen)?.[1];
  const rate = now(terminal.text());
  const day = numbers(terminal.text());
  expect(Object.values(day)).not.toContain(undefined);
  terminal.press('t');
  const whole = (screen: string) =>
    screen.includes('Last 7 Days') && !/Reading|worst of \d|\b0 of \d|Ranking/.test(screen) && now(screen) === rate;
  const week = numbers(
    await terminal.waitFor(
      (screen) =>
        whole(screen) &&
        Object.values(numbers(screen)).every((one) => one !== undefined && !Object.values(day).includes(one)),
    ),
  );
  expect(week).not.toEqual(day);
  terminal.press('t');
  await terminal.waitFor((screen) => screen.includes('Last 24 Hours') && numbers(screen).failed === day.failed);
});

test('r reads again: Updating… and then Updated just now (H-10)', async () => {
  await using terminal = await demo();
  terminal.press('r');
  await terminal.waitFor(/Updating…/);
  await terminal.waitFor(/Updated just now/);
});

describe('favorites', () => {
  test('are added with a, marked with Space, saved with Enter, and kept for the next start (F-05)', async () => {
    await using terminal = await demo();
    terminal.press('a');
    await terminal.waitFor(/Add favorites/);
    terminal.press('space', 'space');
    await terminal.waitFor(/2 chosen/);
    terminal.press('enter');
    const screen = await terminal.waitFor((text) => !text.includes('2 chosen') && !text.includes('none yet'));
    expect(screen).toMatch(/│ +[◆▲] Braze .*failed/);
  });

  test('esc in the picker keeps none', async () => {
    await using terminal = await demo();
    terminal.press('a');
    await terminal.waitFor(/Add favorites/);
    terminal.press('space');
    await terminal.waitFor(/1 chosen/);
    terminal.press('esc');
    await terminal.waitFor(/none yet: a adds/);
  });

  test('f keeps a row, l and h turn the tabs, the menu removes it, u brings it back (F-01, F-07, F-10)', async () => {
    await using terminal = await demo();
    terminal.press('f');
    const toast = lineWith(await terminal.waitFor(/ is a favorite/), / is a favorite/);
    terminal.press('tab', 'tab');
    await terminal.waitFor(/\[All\] Sources Destinations/);
    const name = toast.replace(' is a favorite', '').trim();
    const kept = {
      test: (screen: string) => screen.split('\n').some((row) => /❯ +[●◆] /.test(row) && row.includes(name)),
    };
    await terminal.waitFor(kept.test);
    terminal.press('l');
    await terminal.waitFor((screen) => screen.includes('All [Sources] Destinations') && kept.test(screen));
    terminal.press('l');
    await terminal.waitFor((screen) => screen.includes('All Sources [Destinations]') && !kept.test(screen));
    terminal.press('h', 'h');
    await terminal.waitFor(kept.test);
    terminal.press('m');
    await chooseItem(terminal, 'Remove favorite');
    await terminal.waitFor(/removed from favorites: u undoes/);
    await terminal.waitFor((screen) => !kept.test(screen));
    terminal.press('u');
    await terminal.waitFor(kept.test);
  });
});

test.each([
  ['Sources', [], 'esc'],
  ['Destinations', ['tab'], 'q'],
  ['Recent activity', ['tab', 'tab', 'tab'], 'esc'],
])('Enter on a row of %s opens its page, and going back finds the same row', async (_, tabs, backKey) => {
  await using terminal = await demo({ firstRun: true });
  const row = lineWith(await pressed(terminal, ...tabs, 'j', 'j'), /❯/);
  terminal.press('enter');
  await terminal.waitFor((text) => !text.includes('╭ Favorites'));
  terminal.press(backKey);
  const after = await terminal.waitFor(/╭ Favorites/);
  expect(lineWith(after, /❯/)).toBe(row);
});

test('the help scrolls, and closes where it was opened', async () => {
  await using terminal = await demo({ cols: 80, rows: 24 });
  terminal.press('?');
  await terminal.waitFor(/Keys here.*more below/);
  terminal.press('G');
  await terminal.waitFor(/Keys here.*the end/);
  terminal.press('esc');
  await terminal.waitFor(/╭ (?:Sources|Destinations)/);
});

test('the filter marks what matched and counts what is left; the palette goes to a page with one', async () => {
  await using terminal = await demo({ firstRun: true });
  terminal.press('4');
  await terminal.waitFor((text) => !text.includes('╭ Favorites'));
  terminal.press('/');
  terminal.send('zendesk');
  const screen = await terminal.waitFor(/\d\/\d of 6\d/);
  const y = screen.split('\n').findIndex((row) => /❯.*Zendesk/.test(row));
  const x = [...(screen.split('\n')[y] ?? '')].join('').indexOf('Zendesk', 0);
  // The selected row is reversed; another one shows the match in colour.
  const other = screen.split('\n').findIndex((row, index) => index > y && /^│ +. .*[Zz]endesk/.test(row));
  expect([terminal.cell(x, y).inverse, terminal.cell(x, y).underline]).toEqual([true, true]);
  const at = (screen.split('\n')[other] ?? '').search(/[Zz]endesk/);
  expect(terminal.cell(at, other).fg).toBe(5);
  terminal.press('enter', 'esc', 'esc');
  await terminal.waitFor(/╭ Favorites/);
  terminal.send(':dest braze\r');
  await terminal.waitFor(/Destinations {2}\/braze/);
});

test('q asks at the root and does nothing by itself; y ends it', async () => {
  await using terminal = await demo();
  terminal.press('q');
  await terminal.waitFor(/Quit segtop\?/);
  terminal.press('enter');
  await terminal.waitFor((screen) => !screen.includes('Quit segtop?'));
  terminal.press('q');
  await terminal.waitFor(/Quit segtop\?/);
  terminal.press('y');
  expect(await terminal.exit).toMatchObject({ code: 0 });
});

test('from 200×60 to 40×12 and back to 120×40 it always fills the screen and keeps the row', async () => {
  await using terminal = await demo({ cols: 200, rows: 60 });
  terminal.press('tab', 'j');
  await terminal.waitFor((screen) => /❯ . +Zendesk ← Web/.test(screen));
  for (const [cols, rows] of [
    [40, 12],
    [120, 40],
  ] as const) {
    terminal.resize(cols, rows);
    const filled = (screen: string) => /\? help {2}q quit/.test(screen.split('\n')[rows - 1] ?? '');
    const screen = await terminal.waitFor((text) => filled(text) && /❯ . Zendesk ←/.test(text));
    expect(screen.split('\n').length).toBe(rows);
    expect(terminal.wrapped()).toEqual([]);
  }
});

test('a paste outside a text field does nothing', async () => {
  await using terminal = await demo();
  const before = belowHeader(terminal.text());
  terminal.press('paste:4qyG!:q\r');
  // A key that does something tells that the paste was taken in before it.
  await pressed(terminal, 'tab');
  terminal.press('shift+tab');
  await terminal.waitFor((screen) => belowHeader(screen) === before);
});

test.each([
  ['healthy', /Nothing is wrong: [\d.]+[kM] delivered/],
  ['empty', /No sources yet/],
  ['silent-source', /Billing server {2}SILENT/],
  ['quota', /API calls.*reaches 100%/],
])('the first line of Home tells of the scenario %s', async (scenario, wanted) => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', scenario], cols: 120, rows: 40 });
  await terminal.waitFor(wanted);
});

test('the order of a list is remembered for the next start', async () => {
  const env = { SEGTOP_STATE_DIR: await temporaryFolder() };
  {
    await using terminal = await demo({ env }, spawnTerminal);
    await pressed(terminal, '3', 's');
    await terminal.waitFor(/Sources {2}by Source ▴/);
    terminal.press('ctrl+c', 'ctrl+c');
    await terminal.exit;
  }
  await using again = await demo({ env }, spawnTerminal);
  again.press('3');
  await again.waitFor(/Sources {2}by Source ▴/);
});

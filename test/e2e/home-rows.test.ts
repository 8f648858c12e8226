import { beforeEach, expect, test } from 'vitest';
import { laterInMonth } from '../harness/later-in-month.ts';
import { type DemoTerminal, demoTerminal } from '../harness/terminal/in-process.ts';

// What is empty folds, so that Home is another one on the first of a month.
beforeEach(laterInMonth);

/** What Home promises, row by row, on a whole dashboard: what the page shows and where it leads. */
const ranked = /EVENTS FAILED · \d+ DESTINATIONS/;

async function home(scenario = 'everything', ready: RegExp = ranked): Promise<DemoTerminal> {
  const terminal = demoTerminal({ args: ['--demo', '--scenario', scenario], cols: 120, rows: 40 });
  await terminal.waitFor(ready);
  return terminal;
}

/** What a panel of Home shows, without its neighbours. */
function panel(screen: string, title: string): string {
  const rows = screen.split('\n');
  const top = rows.findIndex((row) => row.includes(`╭ ${title}`));
  const left = rows[top]?.indexOf(`╭ ${title}`) ?? 0;
  const right = (rows[top]?.indexOf('╮', left) ?? 0) + 1;
  const bottom = rows.findIndex((row, index) => index > top && row[left] === '╰');
  return rows
    .slice(top, bottom)
    .map((row) => row.slice(left, right))
    .join('\n');
}

/** Numbers of one column in the order in which they stand. */
const column = (text: string, pattern: RegExp): number[] =>
  [...text.matchAll(pattern)].map(([, number = '']) => {
    const [, digits = '', unit = ''] = /^([\d.]+)([kM]?)/.exec(number) ?? [];
    return Number(digits) * ({ k: 1000, M: 1_000_000 }[unit] ?? 1);
  });

test('H-02 a plan without Business keeps Home: the panel that needs it names the plan, the others are whole', async () => {
  await using terminal = await home('team-plan');
  const screen = await terminal.waitFor(/The audit trail requires a Business tier plan/);
  expect(panel(screen, 'Recent activity')).toMatch(/not in the plan/);
  expect(panel(screen, 'Sources')).toMatch(/EVENTS RECEIVED/);
  expect(panel(screen, 'Destinations')).toMatch(/Braze ← Web \(prod\)/);
});

test('H-03 a token that is no Workspace Owner keeps Home: the panel that needs one names the role', async () => {
  await using terminal = await home('source-admin');
  const screen = await terminal.waitFor(/The audit trail requires a Workspace Owner token/);
  expect(panel(screen, 'Recent activity')).toMatch(/no access/);
  expect(panel(screen, 'Destinations')).toMatch(/Braze ← Web \(prod\)/);
});

test('H-05 H-13 H-14 H-20 both panels say how many, what share, how it changed, and how much in all', async () => {
  await using terminal = await home();
  const screen = await terminal.waitFor(
    (text) =>
      /[\d.]+% +[+-]\d+% +EVENTS WITH VIOLATIONS/.test(text) &&
      /[\d.]+% +[+-]\d+% +EVENTS FAILED · \d+ DESTINATIONS/.test(text) &&
      !/graph \d/.test(text),
  );
  expect(panel(screen, 'Sources')).toMatch(
    /Sources · \d+ active.* 3 all [\s\S]*EVENTS WITH VIOLATIONS {2}blocked[\s\S]*\d[\d.]*k? violations in [\d.]+k events/,
  );
  expect(panel(screen, 'Destinations')).toMatch(
    /Destinations · \d+ enabled.* 4 all [\s\S]*[\d.]+k failed deliveries in [\d.]+M events\s*│\n│ +[\d.]+k? ┤[\s\S]*\n│ +0 ┤[▁▂▃▄▅▆▇█░]{20,}/,
  );
});

test('H-06 F-02 F-06 the empty favorites invite with a key; the picker marks and names all four kinds', async () => {
  await using terminal = await home();
  await terminal.waitFor(/Favorites +none yet: a adds/);
  terminal.press('a');
  const screen = await terminal.waitFor(/Add favorites +\[All\][\s\S]*❯\[ \] ◆ /);
  expect(screen).toMatch(/◆ Billing server +source/);
  expect(screen).toMatch(/◆ Braze +destination from Web \(prod\)/);
  expect(screen).toMatch(/◆ Redshift +warehouse/);
  const marks = [...screen.matchAll(/\[ \] (\S) /g)].map(([, mark]) => mark);
  expect(marks).toEqual(marks.toSorted((a, b) => '◆▲●△○'.indexOf(a!) - '◆▲●△○'.indexOf(b!)));
  const colourOf = (mark: string): unknown => {
    const rows = screen.split('\n');
    const y = rows.findIndex((row) => new RegExp(`\\[ \\] ${mark} `).test(row));
    return terminal.cell((rows[y]?.indexOf(`[ ] ${mark}`) ?? 0) + 4, y).fg;
  };
  expect(colourOf('●')).not.toBe(colourOf('◆'));
  terminal.send('scrub');
  await terminal.waitFor(/● Scrub e-mail addresses +destination insert function|○ Scrub e-mail addresses/);
});

test('H-07 R-01 R-02 R-03 the newest audit events stand on Home, Enter opens one, A the whole trail', async () => {
  await using terminal = await home();
  const screen = await terminal.waitFor(/1h Storage Destination Sync Fa/);
  const rows = panel(screen, 'Recent activity').split('\n').slice(1);
  expect(rows.filter((row) => /^│ +❯? *(now|\d+[mhd]) +[A-Z]\w+/.test(row)).length).toBeGreaterThanOrEqual(8);
  terminal.press('tab', 'tab', 'tab', 'enter');
  await terminal.waitFor(/When +\S+[\s\S]*Event +\S+[\s\S]*Actor +\S+/);
  terminal.press('1', ':');
  terminal.send('audit\r');
  await terminal.waitFor(/Home › Audit trail/);
  for (const event of ['User Invite Sent', 'User Removed', 'Access Request Created', 'Integration Disabled'])
    expect(await found(terminal, event)).toMatch(new RegExp(`${event} .*\\w`));
});

/** The first row of a list that a filter leaves. */
async function found(terminal: DemoTerminal, text: string): Promise<string> {
  terminal.send(`/${text}\r`);
  const screen = await terminal.waitFor((shown) => shown.includes(`/${text}`) && /❯/.test(shown));
  terminal.press('esc');
  await terminal.waitFor((shown) => !shown.includes(`/${text}`));
  return screen.split('\n').find((row) => row.includes('❯')) ?? '';
}

test('H-08 U-01 U-02 the billing period, what was used of what is allowed, and how far that is', async () => {
  await using terminal = await home();
  const screen = await terminal.waitFor(/API calls [\d.]+M of 12M +\d+%/);
  expect(screen).toMatch(/╭ Usage · [A-Z][a-z]{2} \d+ – [A-Z][a-z]{2} \d+/);
  expect(screen).toMatch(/MTU +[\d.]+k .*allowance not configured/);
});

test('H-16 H-17 H-18 Enter on the panel lists sources by violations, most first; the cursor fills the details, from which the source opens', async () => {
  await using terminal = await home();
  await terminal.waitFor(/❯ ● +iOS/);
  terminal.press('k');
  await terminal.waitFor(/so far/);
  terminal.press('enter');
  const countsOf = (text: string) => column(text, /^│ [❯ ] \D{10,40} +([\d.]+k?) +[\d.]+%/gm);
  const screen = await terminal.waitFor(
    (text) => /With violations +\d[\s\S]*Total received +\d/.test(text) && countsOf(text).length > 3,
  );
  const counts = countsOf(screen);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  expect(screen).toMatch(/[\d.]+% of events with violations[\s\S]*With violations +\d+[\s\S]*Without +[\d,]+/);
  const [, name = ''] = /❯ (\w+)/.exec(screen) ?? [];
  terminal.press('tab', 'enter');
  await terminal.waitFor(new RegExp(`Protocols › ${name}\\s*\\n[\\s\\S]*Pipeline`));
});

test('H-19 v on a source of Home leads to its violations, and o to the same page of the web app', async () => {
  await using terminal = await home();
  await terminal.waitFor(/❯ ● +iOS/);
  terminal.press('v');
  await terminal.waitFor(/Home › iOS/);
  terminal.press('o');
  await terminal.waitFor(/https:\/\/app\.segment\.com\/acme-prod\/protocols\/violations/);
});

test('H-21 H-22 Enter on the panel lists what fails, what goes on first and by its rate; its details tell the two ways of delivery, the verdict and the reason', async () => {
  await using terminal = await home();
  await terminal.waitFor(/❯ ● +\S/);
  terminal.press('tab', 'k');
  await terminal.waitFor(/\d failed so far/);
  terminal.press('enter');
  const rowsOf = (text: string) =>
    [...text.matchAll(/^│ [❯ ] [◆▲]\s+.*? ([\d.]+)% +\S+ +(\S+)/gm)].map(([, rate, verdict]) => ({
      rate: Number(rate),
      isOver: verdict === 'ended',
    }));
  const whole = /only with problems[\s\S]*Success +[\d.]+%/;
  const screen = await terminal.waitFor((text) => whole.test(text) && rowsOf(text).length > 2);
  const rows = rowsOf(screen);
  // What has ended stands behind all that goes on, whatever its rate over the period.
  expect(rows).toEqual(rows.toSorted((a, b) => Number(a.isOver) - Number(b.isOver) || b.rate - a.rate));
  expect(screen).toMatch(/from Web \(prod\)[\s\S]*94% failing {2}LOST 401[\s\S]*\d\d% Events Failed in 24 h/);
  expect(screen).toMatch(/Failed +[\d,]+[\s\S]*First try +[\d,]+ +delivered[\s\S]*On retry +[\d,]+ +delivered/);
});

test('F-08 F-09 a favorite shows what its kind has to tell, and its menu only pages that exist', async () => {
  await using terminal = await home();
  await terminal.waitFor(/◆ Billing server/);
  terminal.press('a');
  await terminal.waitFor(/❯\[ \] ◆ Billing server/);
  terminal.press('space');
  terminal.send('redshift');
  await terminal.waitFor(/❯\[ \] ◆ Redshift/);
  terminal.press('space', 'enter');
  const shown = await terminal.waitFor(
    (text) => !text.includes('Add favorites') && /Redshift/.test(panel(text, 'Favorites')),
  );
  expect(panel(shown, 'Favorites')).toMatch(/Billing server +silent, last seen/);
  expect(panel(shown, 'Favorites')).toMatch(/Redshift +\S+/);
  terminal.press('tab', 'tab', 'm');
  const menu = await terminal.waitFor(/❯ Overview/);
  expect(menu).toMatch(/Violations[\s\S]*Audit trail[\s\S]*Remove favorite/);
  expect(menu).not.toMatch(/Sync history|Payload of the top error/);
});

test('U-03 U-04 functions hours and Engage credits have no row on Home and on 9, since the API does not count them; 9 says so', async () => {
  await using terminal = await home();
  const shown = panel(await terminal.waitFor(/MTU +[\d.]+k .*allowance not configured/), 'Usage');
  expect(shown).not.toMatch(/function|credit/i);
  terminal.press('9');
  const screen = await terminal.waitFor(/API calls by source/);
  // Each meter is a line with the day of the period it has come to.
  expect(screen.match(/^[❯ ] \S.* day \d+ of \d+/gm)?.map((row) => row.slice(2, 11).trim())).toEqual([
    'API calls',
    'MTU',
  ]);
  expect(screen).toMatch(/the API does not count functions hours and Engage credits/);
});

test('U-05 Enter on the panel is the page of usage', async () => {
  await using terminal = await home();
  await terminal.waitFor(/API calls [\d.]+M of 12M/);
  terminal.press('shift+tab', 'enter');
  await terminal.waitFor(/Home › Usage[\s\S]*API calls by source/);
});

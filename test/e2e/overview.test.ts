import { expect, test } from 'vitest';
import { laterInMonth } from '../harness/later-in-month.ts';
import { type DemoTerminal, demoTerminal } from '../harness/terminal/in-process.ts';
import type { SpawnOptions } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

async function started(args: readonly string[] = [], size: Partial<SpawnOptions> = {}): Promise<DemoTerminal> {
  const terminal = demoTerminal({ args: ['--demo', ...args], cols: 120, rows: 40, ...size });
  await terminal.waitFor(/[12] (Home|Overview)/);
  return terminal;
}

test('O-01 O-02 O-03 2 paints sources by kind and destinations by category with how many there are, warehouses with a mark', async () => {
  await using terminal = await started();
  terminal.press('2');
  await terminal.waitFor(/● ▸Javascript 4/);
  await terminal.waitFor(/Redshift ▤ 1/);
  const text = terminal.text();
  for (const heading of [
    /Websites 4/,
    /Mobile apps 3/,
    /Servers 7/,
    /Cloud apps 3/,
    /Email Marketing 11/,
    /Warehouses 4/,
  ])
    expect(text).toMatch(heading);
  expect(disallowed(terminal.raw())).toEqual([]);
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
});

test('O-04 selecting a node lights its lines and its peers and says what it is connected to; Enter unfolds a type', async () => {
  await using terminal = await started();
  terminal.press('2');
  await terminal.waitFor(/Javascript 4 .*━━.*┳◆ ◆ ▸Braze/);
  await terminal.waitFor(/Javascript 4 +Connected to 30 Destinations/);
  terminal.press('l');
  await terminal.waitFor(/❯◆ ▸Braze[^\n]+3[\s\S]*Connected to 3 Sources/);
  terminal.press('h', 'enter', 'j', 'enter');
  await terminal.waitFor(/Home › Overview › Web \(prod\)/);
});

test('O-05 a workspace without sources is told how to add the first one, without an empty graph', async () => {
  await using terminal = await started(['--scenario', 'empty'], { cols: 80, rows: 24 });
  terminal.press('2');
  await terminal.waitFor(/Add your first source[\s\S]+1\. ⏎ opens the catalog/);
  expect(terminal.text()).not.toMatch(/SOURCES 0/);
});

test('O-06 the bar lists the pages, and Protocols only where the plan has it; the palette leads there in any case', async () => {
  await using whole = await started();
  await whole.waitFor(/3 Sources +4 Destinations +5 Health +6 Protocols/);
  await using team = await started(['--scenario', 'team-plan']);
  await team.waitFor(/5 Health +(7 Privacy +)?8 Catalog/);
  team.send(':protocols\r');
  await team.waitFor(/Home › (Violations|Protocols)/);
});

test('O-07 Catalog is always there', async () => {
  await using terminal = await started(['--scenario', 'team-plan']);
  await terminal.waitFor(/8 Catalog/);
  terminal.press('8');
  await terminal.waitFor(/Destinations 166/);
});

test('O-08 2 lands on Overview from any depth and closes what is open: a drawer, help, a menu, the palette', async () => {
  laterInMonth();
  await using terminal = await started();
  await terminal.waitFor(/LOST/);
  terminal.press('!');
  await terminal.waitFor(/You Sent/);
  terminal.press('2');
  await terminal.waitFor(/SOURCES 20/);
  terminal.press('1');
  await terminal.waitFor(/EVENTS WITH VIOLATIONS/);
  terminal.press('?');
  await terminal.waitFor(/Keys here/);
  terminal.press('2');
  await terminal.waitFor(/SOURCES 20/);
  expect(terminal.text()).not.toMatch(/Keys here/);
  terminal.press('4');
  await terminal.waitFor(/Braze ← Web/);
  terminal.press('m');
  await terminal.waitFor(/Audit trail/);
  terminal.press('2');
  await terminal.waitFor(/SOURCES 20/);
  expect(terminal.text()).not.toMatch(/Audit trail/);
  terminal.press('1');
  await terminal.waitFor(/╭ Recent activity/);
  terminal.press(':');
  await terminal.waitFor(/Pages, commands, names/);
  terminal.press('2');
  await terminal.waitFor((screen) => /SOURCES 20/.test(screen) && !/Pages, commands, names/.test(screen));
});

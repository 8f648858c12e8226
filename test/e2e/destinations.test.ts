import { expect, test } from 'vitest';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

/** What stands behind one destination, on a real terminal. */
test('H-23 from the list of failing destinations the name opens its configuration, d its deliveries, p the payload', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'destination-401'], cols: 120, rows: 40 });
  await terminal.waitFor(/◆ Braze ← Web \(prod\) +401/);
  terminal.press('4');
  await terminal.waitFor(/❯ ◆ +Braze ← Web \(prod\)[\s\S]*Events Failed/);
  terminal.press('tab', 'enter');
  await terminal.waitFor(/Home › Destinations › Configuration of Braze/);
  const screen = await terminal.waitFor(/api_key +•+\w{4}[\s\S]*endpoint +https:/);
  expect(screen).toMatch(/Delivery Overview[\s\S]*Mappings[\s\S]*Filters/);
  terminal.press('d');
  await terminal.waitFor(/Home › Destinations › Configuration of Braze › Braze ← Web \(prod\)[\s\S]*Pipeline/);
  terminal.press('p');
  await terminal.waitFor(/401 · Braze ← Web \(prod\)/);
  expect(disallowed(terminal.raw())).toEqual([]);
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
});

const selectedRow = (screen: string) => screen.split('\n').find((row) => row.includes('❯'));

test('R-04 a failed sync stands in red in the activity of Home, and Enter opens that warehouse with its sync history', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'warehouse-failure'], cols: 120, rows: 40 });
  // Until the warehouses are known, Enter leads to the event.
  await terminal.waitFor(/Warehouse Redshift {2}sync failed/);
  const home = await terminal.waitFor(/Storage Destination Sync Fa/);
  const rows = home.split('\n');
  const at = (text: string) => {
    const y = rows.findIndex((row) => row.includes(text));
    return terminal.cell(rows[y]!.indexOf(text), y).fg;
  };
  // One that is no signal of health, which would be red too.
  const plain = /\b\d+[mhd] ([A-Z][\w ]*(?:Modified|Created|Enabled))\b/;
  const other = plain.exec(home.slice(home.indexOf('Recent activity')))?.[1] ?? '';
  expect(other).not.toBe('');
  expect(at('Storage Destination Sync Fa')).not.toBe(at(other));
  terminal.press('tab', 'tab', 'tab');
  const selected = /❯ +(?:now|\d+[mhd]) /;
  const failed = /❯ +\d+[mh] Storage Destination Sync Fa/;
  for (let each = 0; each < 12 && !failed.test(await terminal.waitFor(selected)); each += 1) {
    const before = selectedRow(terminal.text());
    terminal.press('j');
    await terminal.waitFor((screen) => selectedRow(screen) !== before);
  }
  terminal.press('enter');
  await terminal.waitFor(/Home › Redshift[\s\S]*SQLSTATE 42501: Permission denied/);
  await terminal.waitFor(/❯ +\S.* failed \d× /);
  terminal.press('enter');
  await terminal.waitFor(/Syncs, newest first[\s\S]*▾ ◆ .*failure +0 rows/);
});

test('the palette leads to functions with their code, to models and to their runs', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'runs-failing'], cols: 120, rows: 40 });
  await terminal.waitFor(/EVENTS FAILED/);
  terminal.send(':functions\r');
  await terminal.waitFor(/Loyalty points +destination fun/);
  terminal.send('/loyalty\r');
  await terminal.waitFor(/❯ . +Loyalty points/);
  terminal.press('enter');
  await terminal.waitFor(/Runs and errors +not in the API[\s\S]*async function send/);
  terminal.send(':reverse-etl\r');
  await terminal.waitFor(/❯ ◆ +Churn scores/);
  terminal.press('enter');
  await terminal.waitFor(/▾ ◆ .*Failed[\s\S]*Error code +EXTRACT_CONNECTION_LOST/);
});

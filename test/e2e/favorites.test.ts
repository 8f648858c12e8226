import { expect, inject, test } from 'vitest';
import { chooseItem } from '../harness/menu.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type DemoTerminal, demoTerminal } from '../harness/terminal/in-process.ts';
import { type SpawnOptions, spawnTerminal } from '../harness/terminal/pty.ts';
import { withoutFavorites } from '../harness/without-favorites.ts';

/** A silent source in the panel of favorites, not in that of sources. */
const kept = /◆ Billing server +silent, last seen/;
const home = /failed deliveries in [\d.]+/;

/** A folder in which favorites were kept once, and none are left. */
const emptied = async (): Promise<string> => withoutFavorites(await temporaryFolder()).SEGTOP_STATE_DIR;

async function demo(
  stateDir: string,
  args: readonly string[] = [],
  open: (options: SpawnOptions) => DemoTerminal = demoTerminal,
): Promise<DemoTerminal> {
  const terminal = open({
    args: ['--demo', ...args],
    env: { SEGTOP_STATE_DIR: stateDir },
    cols: 120,
    rows: 40,
  });
  await terminal.waitFor(home);
  return terminal;
}

/** Makes the connection that fails most a favorite, once it is ranked. */
async function keepWorst(terminal: DemoTerminal): Promise<void> {
  terminal.press('4');
  await terminal.waitFor(/❯ +◆ +Braze ← Web/);
  terminal.press('f');
  await terminal.waitFor(/❯★◆ +Braze ← Web/);
}

test('a marks several of all kinds, they are there the next time, and u takes a removal back', async () => {
  const folder = await emptied();
  {
    await using terminal = await demo(folder, [], spawnTerminal);
    await terminal.waitFor(/Favorites +none yet: a adds/);
    terminal.press('a');
    await terminal.waitFor(/Add favorites +\[All\]/);
    await terminal.waitFor(/❯\[ \] ◆ Billing server/);
    terminal.press('space', 'tab');
    await terminal.waitFor(/\[Sources\]/);
    terminal.send('scrub');
    await terminal.waitFor(/Nothing matches/);
    terminal.press('tab');
    await terminal.waitFor(/Scrub e-mail addresses +destination insert function/);
    terminal.press('space', 'enter');
    await terminal.waitFor(kept);
    await terminal.waitFor(/Scrub e-mail addresses +destination insert function/);
    terminal.press('ctrl+c', 'ctrl+c');
    expect(await terminal.exit).toMatchObject({ code: 0 });
  }
  await using terminal = await demo(folder, [], spawnTerminal);
  await terminal.waitFor(kept);
  await terminal.waitFor(/Scrub e-mail addresses +destination insert function/);
  terminal.press('tab', 'tab', 'f');
  await terminal.waitFor((screen) => !kept.test(screen));
  await terminal.waitFor(/u undoes/);
  terminal.press('u');
  await terminal.waitFor(kept);
});

test('f stars the row in every list', async () => {
  await using terminal = await demo(await emptied(), ['--scenario', 'destination-401']);
  await keepWorst(terminal);
  terminal.press('1');
  await terminal.waitFor(/★◆ Braze ← Web/);
});

test('the menu of a favorite leads to its pages and removes it', async () => {
  await using terminal = await demo(await emptied(), ['--scenario', 'destination-401']);
  await keepWorst(terminal);
  terminal.press('1');
  await terminal.waitFor(/◆ Braze ← Web \(prod\) +\S+ failed/);
  terminal.press('tab', 'tab', 'm');
  await terminal.waitFor(/❯ Delivery[\s\S]*Mappings[\s\S]*Payload of the top error[\s\S]*Remove favorite/);
  await chooseItem(terminal, 'Payload of the top error');
  await terminal.waitFor(/"error": "invalid_grant"/);
  terminal.press('1', 'm');
  await terminal.waitFor(/❯ Delivery/);
  await chooseItem(terminal, 'Remove favorite');
  await terminal.waitFor(/Keep the integrations you watch here/);
});

test('two programs keep each other’s favorites', async () => {
  const folder = await emptied();
  expect(inject('buildProblem')).toBe('');
  await using one = await demo(folder, [], spawnTerminal);
  await using two = await demo(folder, [], spawnTerminal);
  one.press('3');
  await one.waitFor(/❯ +◆ +Billing server/);
  one.press('f', '1');
  await one.waitFor(kept);
  await keepWorst(two);
  two.press('1');
  await two.waitFor(/◆ Braze ← Web \(prod\) +\S+ failed/);
  await two.waitFor(kept);
  one.press('r');
  await one.waitFor(/◆ Braze ← Web \(prod\) +\S+ failed/);
  await one.waitFor(kept);
});

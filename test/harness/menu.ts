import type { DemoTerminal } from './terminal/in-process.ts';

/**
 * Goes down an open menu to an item and takes it. The keys are counted from one picture of the menu: to look for the item after
 * each key would mistake whatever else changes on screen for the answer to it.
 */
export async function chooseItem(terminal: DemoTerminal, item: string): Promise<void> {
  const shown = new RegExp(`│ [ ❯] ${item} `);
  const lines = (await terminal.waitFor(shown)).split('\n');
  const wanted = lines.findIndex((line) => shown.test(line));
  const column = lines[wanted]!.search(shown);
  const chosen = lines.findIndex((line) => line.startsWith('│ ❯ ', column));
  const steps = wanted - chosen;
  terminal.press(...Array<string>(Math.abs(steps)).fill(steps < 0 ? 'k' : 'j'));
  await terminal.waitFor(new RegExp(`│ ❯ ${item} `));
  terminal.press('enter');
}

/**
 * Measures the built bin on a pseudo-terminal and prints one table: npm run bench [-- --quick] [--json] [--out FILE].
 * Absolute times depend on the machine; the ratios hold each against something of the same run.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bin, quiet, spawnTerminal } from '../harness/terminal/pty.ts';
import { measureCommands } from './commands.ts';
import { measureHuge } from './huge.ts';
import { measureIdle } from './idle.ts';
import { measureKeys } from './keys.ts';
import { table } from './numbers.ts';
import { measureRaising } from './raising.ts';
import { measureRequests } from './requests.ts';
import { measureStartup } from './startup.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
    program: { type: 'string', default: bin },
    /** What Home shows once its numbers are in. */
    filled: { type: 'string', default: 'failed deliveries in [\\d.]+' },
    only: { type: 'string', default: 'startup,commands,keys,idle,huge,requests,raising' },
    cols: { type: 'string', default: '120' },
    rows: { type: 'string', default: '40' },
  },
});

const filled = new RegExp(values.filled);
const options = { program: values.program, args: ['--demo'], cols: Number(values.cols), rows: Number(values.rows) };
const repeated = (times, ...keys) => Array.from({ length: times }, () => keys).flat();
/** Motion in a panel, from panel to panel, the period there and back, help opened and closed. */
const round = [...repeated(5, 'j'), ...repeated(3, 'k'), 'tab', 'j', 'j', 'k', 'shift+tab', 't', 't', '?', 'esc'];
const keys = repeated(values.quick ? 1 : 4, ...round);

const parts = {
  startup: () => measureStartup(options, filled, values.quick ? 3 : 10),
  commands: () => measureCommands(values.program, values.quick ? 5 : 15),
  async keys() {
    await using terminal = spawnTerminal(options);
    await terminal.waitFor(filled, 30_000);
    await quiet(terminal, 500);
    return await measureKeys(terminal, keys);
  },
  async idle() {
    await using terminal = spawnTerminal(options);
    await terminal.waitFor(filled, 30_000);
    await quiet(terminal, 1000);
    return await measureIdle(terminal, values.quick ? 5 : 10);
  },
  huge: () => measureHuge(options, filled),
  requests: () => measureRequests(options, filled, values.quick ? 20 : 60),
  /** In simulated time, without the bin. */
  raising: () => measureRaising(values.quick),
};

const rows = [];
for (const part of values.only.split(',')) {
  if (!(part in parts)) throw new Error(`no such part: ${part} (${Object.keys(parts).join(', ')})`);
  rows.push(...(await parts[part]()));
}
const result = JSON.stringify(
  { node: process.version, cols: options.cols, rows: options.rows, results: rows },
  null,
  2,
);
process.stdout.write(`${values.json ? result : table(rows)}\n`);
if (values.out !== undefined) writeFileSync(values.out, `${result}\n`);

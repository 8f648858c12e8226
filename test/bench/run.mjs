/**
 * Measures the built bin on a pseudo-terminal and prints two tables, what was measured and what is promised of it:
 * npm run bench [-- --quick] [--only PARTS] [--json] [--out FILE] [--keep]. `--keep` adds the run to docs/bench.md.
 * Absolute times depend on the machine; the ratios hold each against something of the same run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { setTimeout as elapsed } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bin, quiet, spawnTerminal } from '../harness/terminal/pty.ts';
import { measureCommands } from './commands.ts';
import { measureHuge } from './huge.ts';
import { measureIdle } from './idle.ts';
import { measureKeys, measurePages } from './keys.ts';
import { aligned, table } from './numbers.ts';
import { measureEcho, measurePeers } from './peers.ts';
import { measureRaising } from './raising.ts';
import { measureRequests } from './requests.ts';
import { measureStartup } from './startup.ts';
import { judged, verdictCells } from './targets.ts';
import { measureWear } from './wear.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
    keep: { type: 'boolean', default: false },
    program: { type: 'string', default: bin },
    /** What Home shows once its numbers are in. */
    filled: { type: 'string', default: 'failed deliveries in [\\d.]+' },
    only: { type: 'string', default: 'echo,startup,commands,keys,pages,idle,wear,huge,peers,requests,raising' },
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
  echo: () => measureEcho(options, values.quick ? 20 : 100),
  startup: () => measureStartup(options, filled, values.quick ? 3 : 10),
  commands: () => measureCommands(values.program, values.quick ? 5 : 15),
  async keys() {
    await using terminal = spawnTerminal(options);
    await terminal.waitFor(filled, 30_000);
    await quiet(terminal, 500);
    return await measureKeys(terminal, 'home', keys);
  },
  async pages() {
    await using terminal = spawnTerminal(options);
    await terminal.waitFor(filled, 30_000);
    await quiet(terminal, 500);
    return await measurePages(terminal);
  },
  wear: () => measureWear(options, filled, values.quick ? 1_000 : 10_000),
  peers: () => measurePeers(options, values.quick ? 1 : 5, values.quick ? 3 : 8),
  async idle() {
    await using terminal = spawnTerminal(options);
    await terminal.waitFor(filled, 30_000);
    await quiet(terminal, 1000);
    // What follows a start is no idling: pages are drawn unseen, and what was compiled is kept.
    await elapsed(15_000);
    return await measureIdle(terminal, values.quick ? 20 : 60);
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
const verdicts = judged(rows);
const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`;
const at = new Date().toISOString().slice(0, 10);
const result = JSON.stringify(
  { at, machine, node: process.version, cols: options.cols, rows: options.rows, results: rows, targets: verdicts },
  null,
  2,
);
const verdictTable = aligned(verdictCells(verdicts), [1, 2]);
process.stdout.write(values.json ? `${result}\n` : `${table(rows)}\n\n${verdictTable}\n`);
if (values.out !== undefined) writeFileSync(values.out, `${result}\n`);
if (values.keep) {
  const file = new URL('../../docs/bench.md', import.meta.url);
  const measured = `## ${at}\n\n${machine}, Node ${process.version}, ${options.cols}×${options.rows}.\n\n\`\`\`\n${verdictTable}\n\n${table(rows)}\n\`\`\`\n`;
  // The newest run stands first, under the words of the file.
  const [words, ...runs] = readFileSync(file, 'utf8').split(/^(?=## )/m);
  writeFileSync(file, [words, `${measured}\n`, ...runs].join(''));
}

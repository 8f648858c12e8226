/**
 * Takes a picture of a program on a terminal:
 * node test/harness/terminal/shot.mjs --cols 120 --rows 40 --keys e,enter --ready REGEX --out FILE.svg|FILE.txt [--png FILE] -- ARGS…
 * ARGS go to the built bin. Without --out the text of the screen goes to stdout. `--keys` takes names as in keys.ts,
 * and `wait:REGEX` between them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { screenToSvg } from '../../../source/terminal/picture/svg.ts';
import { bin, quiet, spawnTerminal } from './pty.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cols: { type: 'string', default: '120' },
    rows: { type: 'string', default: '40' },
    keys: { type: 'string', default: '' },
    ready: { type: 'string' },
    quiet: { type: 'string', default: '400' },
    title: { type: 'string', default: 'segtop' },
    program: { type: 'string', default: bin },
    env: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
    png: { type: 'string' },
  },
});

const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** A converter is not a dependency: without one, the SVG is all there is. */
const toPng = (svg, path) => {
  const tried = [
    ['rsvg-convert', ['-o', path]],
    ['convert', ['svg:-', path]],
  ].some(([tool, args]) => spawnSync(tool, args, { input: svg }).status === 0);
  if (!tried) process.stderr.write('no picture: rsvg-convert and convert are missing\n');
};

await using terminal = spawnTerminal({
  program: values.program,
  args: positionals,
  cols: Number(values.cols),
  rows: Number(values.rows),
  env: Object.fromEntries(values.env.map((one) => one.split(/=(.*)/s, 2))),
});
terminal.exit.then(({ code }) => {
  if (code !== 0) process.stderr.write(`ended with ${code}\n${terminal.text().trim()}\n`);
});
if (values.ready !== undefined) await terminal.waitFor(new RegExp(values.ready));
await quiet(terminal, Number(values.quiet));
for (const key of values.keys.split(',').filter((one) => one !== '')) {
  if (key.startsWith('wait:')) await terminal.waitFor(new RegExp(key.slice(5)));
  else terminal.press(key);
  await quiet(terminal, Number(values.quiet));
}

const svg = screenToSvg(terminal, values.title);
if (values.out === undefined) process.stdout.write(`${terminal.text()}\n`);
else write(values.out, values.out.endsWith('.svg') ? svg : `${terminal.text()}\n`);
if (values.png !== undefined) toPng(svg, values.png);

/**
 * Takes the pictures of README.md and records the demo, all from the built bin and its mock workspace: npm run picture [-- NAME…].
 * Each picture is a page on the emulator; the recording is an asciinema cast of a walk through the incidents, and the same as an
 * SVG that moves by itself. The clock of the program is set, so that two runs differ by little.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dark, light } from '../../../source/terminal/picture/colours.ts';
import { screenToSvg } from '../../../source/terminal/picture/svg.ts';
import { animated } from './animated-svg.ts';
import { quiet, spawnTerminal } from './pty.ts';
import { startAt } from './test-clock.mjs';

startAt(Date.parse('2026-11-19T14:12:30Z'));
const folder = new URL('../../../docs/pictures/', import.meta.url);
const patience = 120_000;
const filled = /failed deliveries in [\d.]+/;
/** Longer than a page takes that asks for more than Home has read. */
const rest = 1_500;

const pictures = {
  home: { title: 'Home', args: ['--demo', '--scenario', 'everything'], keys: [] },
  connection: { title: 'A connection that loses events', args: ['--demo'], keys: ['tab', 'enter'] },
  overview: { title: 'Overview', args: ['--demo'], keys: ['2'] },
  payload: { title: 'What a failed event said', args: ['--demo'], keys: ['!'] },
  light: { title: 'Home, theme light', args: ['--demo', '--scenario', 'everything'], keys: [], look: light },
};

/** What is pressed, what the caption says of it, and how long one looks, seconds. */
const walk = [
  { keys: [], says: 'Home: what is wrong, worst first', looks: 4 },
  { keys: ['e'], says: 'e  every trouble there is', looks: 4 },
  { keys: ['enter'], says: 'Enter  the worst one, since when, and who changed what', looks: 4 },
  { keys: ['!'], says: '!  what the destination answered, personal values hidden', looks: 4 },
  { keys: ['esc', 'esc', 'j', 'enter'], says: 'the next one', looks: 3 },
  { keys: ['esc', 'j', 'enter'], says: 'the next one', looks: 3 },
  { keys: ['esc', 'j', 'enter'], says: 'the next one', looks: 3 },
  { keys: ['esc', 'j', 'enter'], says: 'the next one', looks: 3 },
  { keys: ['1', 'A'], says: 'A  who changed what', looks: 3 },
  { keys: ['1', '9'], says: '9  are we going over the allowance', looks: 3 },
  { keys: ['1'], says: '1  Home', looks: 2 },
];

async function play(terminal, keys) {
  for (const key of keys) {
    terminal.press(key);
    await quiet(terminal, rest);
  }
}

async function picture(name) {
  const { title, args, keys, look = dark } = pictures[name];
  const config = mkdtempSync(join(tmpdir(), 'segtop-picture-'));
  writeFileSync(join(config, 'config.yaml'), look === light ? 'theme: light\n' : '{}\n');
  const env = { SEGTOP_CONFIG_DIR: config };
  await using terminal = spawnTerminal({ args, env, cols: 120, rows: 40, firstRun: true });
  await terminal.waitFor(filled, patience);
  await quiet(terminal, rest);
  await play(terminal, keys);
  writeFileSync(new URL(`${name}.svg`, folder), screenToSvg(terminal, `segtop · ${title}`, look));
}

async function recording() {
  const size = { cols: 110, rows: 30 };
  await using terminal = spawnTerminal({ args: ['--demo', '--scenario', 'everything'], ...size, firstRun: true });
  await terminal.waitFor(filled, patience);
  await quiet(terminal, rest);
  const frames = [];
  const events = [];
  let at = 0;
  for (const { keys, says, looks } of walk) {
    await play(terminal, keys);
    frames.push({ svg: screenToSvg(terminal, `segtop · ${says}`), seconds: looks });
    // The caption is the title of the window, which a player shows or leaves out.
    events.push([at, 'o', `\u001b]0;${says}\u0007${terminal.raw()}`]);
    terminal.forget();
    at += looks;
  }
  const header = { version: 2, width: size.cols, height: size.rows, title: 'segtop: incidents of a Segment workspace' };
  const lines = [header, ...events, [at, 'o', '']].map((line) => JSON.stringify(line));
  writeFileSync(new URL('incidents.cast', folder), `${lines.join('\n')}\n`);
  writeFileSync(new URL('incidents.svg', folder), animated(frames));
}

mkdirSync(folder, { recursive: true });
const named = process.argv.slice(2);
for (const name of [...Object.keys(pictures), 'recording']) {
  if (named.length > 0 && !named.includes(name)) continue;
  await (name === 'recording' ? recording() : picture(name));
}

import { expect, test } from 'vitest';
import { printLook } from '../../../source/commands/reading/print-look.ts';

const color = { TERM: 'xterm-256color' };
const dumb = { TERM: 'dumb' };

test.each<[isTTY: boolean, NodeJS.ProcessEnv, options: object, level: string, hasLooks: boolean, width?: number]>([
  [true, color, {}, '256', true, 90],
  // Without colours there is still what is bold.
  [true, color, { color: false }, 'none', true, 90],
  [true, { ...color, NO_COLOR: '1' }, {}, 'none', true, 90],
  // What is read aloud is whole; a terminal that knows nothing would break what is too long for it.
  [true, color, { plain: true }, 'none', false],
  [true, dumb, {}, 'none', false, 90],
  [false, dumb, {}, 'none', false],
  [false, color, {}, 'none', false],
  [false, { ...color, FORCE_COLOR: '3' }, {}, 'truecolor', true],
  [true, { ...dumb, FORCE_COLOR: '1' }, {}, '16', true, 90],
  [false, { ...color, FORCE_COLOR: '' }, {}, 'none', false],
  [false, { ...color, FORCE_COLOR: '0' }, {}, 'none', false],
  [false, { ...color, FORCE_COLOR: 'False' }, {}, 'none', false],
  [false, { ...color, FORCE_COLOR: '3', NO_COLOR: '1' }, {}, 'none', false],
  [false, { ...color, FORCE_COLOR: '3' }, { color: false }, 'none', false],
])('on a terminal: %s, with %j and %j', (isTTY, env, options, level, hasLooks, width) => {
  const look = printLook({ isTTY, columns: 90, rows: 30 }, options, env);
  const { open } = look.palette.sgr('strong', false);
  expect([look.palette.level, open !== '', look.width]).toEqual([level, hasLooks, width]);
});

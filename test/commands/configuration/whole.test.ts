import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wholeConfig } from '../../../source/commands/configuration/whole.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const configured = async (text: string) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'config.yaml'), text, { mode: 0o600 });
  const { config, problems } = await wholeConfig(folder);
  return { config, told: problems.map(({ key, line }) => `${line} ${key}`) };
};

test.each([
  ['theme: dark', 'dark', []],
  ['theme: auto', 'auto', []],
  ['theme: mine\nthemes:\n  mine: { base: dark }', 'mine', []],
  // What is refused is not in force: nobody is told that it is.
  ['period: 7d\ntheme: nosuch', undefined, ['2 theme']],
])('of %j the theme is %s', async (text, theme, problems) => {
  const { config, told } = await configured(text);
  expect([config.theme, told]).toEqual([theme, problems]);
  expect('theme' in config).toBe(theme !== undefined);
});

test('with a theme that is refused all else stays in force', async () => {
  const { config } = await configured('period: 7d\ntheme: nosuch\nthemes:\n  mine: { base: dark }\n');
  expect(config).toEqual({ period: '7d', themes: { mine: { base: 'dark' } } });
});

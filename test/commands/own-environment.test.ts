import { expect, test } from 'vitest';
import { ownEnvironment } from '../../source/commands/own-environment.ts';
import { secrets } from '../../source/log/redact.ts';

test('the token leaves the environment of the process once it was read, and stays known to segtop', () => {
  const env: NodeJS.ProcessEnv = { SEGTOP_TOKEN: 'sgp_of_the_environment', HOME: '/home/ana' };
  expect(ownEnvironment(env)).toMatchObject({ SEGTOP_TOKEN: 'sgp_of_the_environment', HOME: '/home/ana' });
  expect(env).toEqual({ HOME: '/home/ana' });
  expect(ownEnvironment(env).SEGTOP_TOKEN).toBe('sgp_of_the_environment');
  expect(secrets.redact('x sgp_of_the_environment')).toBe('x (hidden)');
});

test.each(['SEGTOP_CONFIG_DIR', 'SEGTOP_STATE_DIR'])('an empty %s is a mistake, not the usual folder', (name) => {
  expect(() => ownEnvironment({ [name]: '' })).toThrow(
    `${name}: "" is not allowed; use the path of a folder, or leave it unset`,
  );
});

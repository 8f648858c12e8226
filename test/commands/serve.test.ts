import { expect, test } from 'vitest';
import { watched } from '../../source/commands/serve.ts';
import type { TokenSource } from '../../source/config/token.ts';
import { sanitise } from '../../source/domain/text.ts';

test('a profile without a token is not watched, which is said', () => {
  const told: unknown[] = [];
  const log = { warn: (event: string, fields?: object) => void told.push([event, fields]) };
  const of = (profile: string, token?: TokenSource) => ({
    settings: { profile: sanitise(profile), token },
  });
  const prod = of('prod', { kind: 'config', token: 'x' });
  const dev = of('dev', { kind: 'command', command: 'x' });
  expect(watched([prod, of('staging'), dev], log)).toEqual([prod, dev]);
  expect(told).toEqual([['not watched', { profile: 'staging', reason: 'the profile has no token' }]]);
});

import { describe, expect, it } from 'vitest';
import { collectOf, readSecret } from '../../source/config/collect.ts';

describe('what serve may keep', () => {
  it.each([
    [{}, {}, { secret: undefined, keep: 'violations', days: 7 }],
    [
      { SEGTOP_COLLECT_SECRET: ' s3 ', SEGTOP_COLLECT_KEEP: 'all' },
      {},
      { secret: { kind: 'environment', secret: 's3' }, keep: 'all', days: 7 },
    ],
    [
      { SEGTOP_COLLECT_SECRET: 's3', SEGTOP_COLLECT_KEEP: 'all' },
      { secret: 'own', keep: 'samples' as const, days: 30 },
      { secret: { kind: 'config', secret: 'own' }, keep: 'samples', days: 30 },
    ],
    [
      {},
      { secret: 'own', secretCommand: ['pass', 'hook'] },
      { secret: { kind: 'command', command: ['pass', 'hook'] }, keep: 'violations', days: 7 },
    ],
  ])('of the environment %j and the profile %j', (env, collect, expected) => {
    expect(collectOf(env, { profile: { collect } })).toEqual(expected);
  });

  it('names what may be kept', () => {
    expect(() => collectOf({ SEGTOP_COLLECT_KEEP: 'some' }, {})).toThrow(
      'SEGTOP_COLLECT_KEEP: "some" is not allowed; use violations, samples, all',
    );
  });
});

describe('the secret', () => {
  const register = (): void => undefined;

  it.each([
    [{ kind: 'command', command: 'echo abc' } as const, 'abc'],
    [{ kind: 'config', secret: ` ${'x'.repeat(1000)}\n` } as const, 'x'.repeat(1000)],
  ])('is kept out of logs before it is handed out: %j', async (source, secret) => {
    const registered: string[] = [];
    expect(await readSecret(source, { register: (text) => void registered.push(text) })).toBe(secret);
    expect(registered).toEqual([secret]);
  });

  it.each([
    [{ kind: 'command', command: 'exit 3' } as const, 'secretCommand ended with exit code 3.'],
    [{ kind: 'command', command: 'true' } as const, 'secretCommand printed no secret.'],
    [{ kind: 'config', secret: 'two words' } as const, 'The secret of collect is one line'],
    [{ kind: 'config', secret: 'x'.repeat(1001) } as const, 'The secret of collect is one line'],
  ])('of %j is none', async (source, message) => {
    await expect(readSecret(source, { register })).rejects.toThrow(message);
  });
});

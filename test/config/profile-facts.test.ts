import { expect, test } from 'vitest';
import { profileFacts } from '../../source/config/profile-facts.ts';
import type { ProfileContent } from '../../source/config/shape.ts';

test.each<readonly [ProfileContent, object]>([
  [{}, { where: undefined, token: 'none', changes: 'with --write' }],
  [
    { token: 'sgp_x', region: 'eu' },
    { where: 'eu', token: 'config file' },
  ],
  [
    { tokenFile: '~/x', region: 'us', apiUrl: 'https://me:pw@x.example:8080/v1' },
    { where: 'x.example:8080', token: 'file' },
  ],
  [{ tokenCommand: 'op read x', token: 'sgp_x' }, { token: 'command' }],
  [
    { write: true, accent: 'red' },
    { accent: 'red', changes: 'allowed' },
  ],
  [{ write: false }, { changes: 'with --write' }],
  [{ write: true, readOnly: true }, { changes: 'never' }],
  [{ write: true, readOnly: false }, { changes: 'allowed' }],
])('what is told of a profile %j', (profile, facts) => {
  expect(profileFacts({ profiles: { prod: profile } })).toMatchObject([{ name: 'prod', ...facts }]);
});

test('profiles stand in the order of the file, and none of their tokens is told', () => {
  const facts = profileFacts({ profiles: { b: { token: 'sgp_secret' }, a: { tokenCommand: ['pass', 'secret'] } } });
  expect(facts.map(({ name }) => name)).toEqual(['b', 'a']);
  expect(JSON.stringify(facts)).not.toContain('secret');
  expect(profileFacts({})).toEqual([]);
});

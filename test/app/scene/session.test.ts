import { expect, test } from 'vitest';
import { located, sessionOf } from '../../../source/app/scene/session.ts';
import { resolveSettings } from '../../../source/config/settings.ts';

const session = (profile: object) =>
  sessionOf(
    resolveSettings({}, {}, { config: { profiles: { only: { token: 'sgp_test', ...profile } } }, problems: [] }),
    {},
  );

test('a region that is not configured is not made up: it is told once the token was found there', () => {
  const open = session({});
  expect(open.where).toBe('');
  expect(located(open, undefined)).toBe(open);
  expect(located(open, 'eu')).toMatchObject({ where: 'eu', webApp: 'https://eu1.app.segment.com' });
});

test('a configured region or address stays as it is', () => {
  expect(located(session({ region: 'eu' }), 'us')).toMatchObject({
    where: 'eu',
    webApp: 'https://eu1.app.segment.com',
  });
  expect(located(session({ apiUrl: 'http://127.0.0.1:9' }), 'eu').where).toBe('127.0.0.1:9');
});

test('the profile says who the user is', () => {
  expect(session({ me: 'ana@acme.example' }).me).toBe('ana@acme.example');
});

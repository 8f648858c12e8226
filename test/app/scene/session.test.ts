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

const app = 'https://app.segment.com';
const european = 'https://eu1.app.segment.com';
test.each<[string, object, object, object]>([
  ['no region', {}, {}, { kind: 'api', where: '', webApp: app, write: false }],
  ['a region', { region: 'us' }, {}, { where: 'us', webApp: app }],
  ['the other one', { region: 'eu', write: true }, {}, { where: 'eu', webApp: european, write: true }],
  [
    'the address of a region',
    { apiUrl: 'https://eu1.api.segmentapis.com/' },
    {},
    { where: 'eu1.api.segmentapis.com', webApp: european },
  ],
  ['an address besides a region', { region: 'eu', apiUrl: 'http://h:9/x' }, {}, { where: 'h:9', webApp: european }],
  // The demo asks nobody, whatever a profile says.
  ['the demo', { region: 'eu' }, { demo: true }, { kind: 'demo', profile: 'demo', where: 'us', alertSend: [] }],
])('%s is told as it is', (_, profile, flags, told) => {
  const profiles = { only: { token: 'sgp_test', ...profile } };
  const settings = resolveSettings({}, flags, { config: { profiles }, problems: [] });
  expect(sessionOf(settings, { mtu: 7n })).toMatchObject({ ...told, allowance: { mtu: 7n } });
});

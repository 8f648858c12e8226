import { expect, test } from 'vitest';
import type { Permission } from '../../../source/domain/settings/people.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { rolesText } from '../../../source/views/settings/roles-text.ts';

const of = (role: string, ...resources: readonly string[]): Permission => ({
  roleId: role,
  role: sanitise(role),
  resources: resources.map((each) => ({
    type: sanitise(each.split(' ')[0] ?? ''),
    id: each.split(' ')[1] ?? '',
  })),
});

test.each<readonly [what: string, permissions: readonly Permission[] | undefined, text: string]>([
  ['not known', undefined, '–'],
  ['none', [], 'no role'],
  ['one for the whole workspace', [of('Workspace Owner', 'WORKSPACE w')], 'Workspace Owner'],
  ['one whose things the API leaves out', [of('Workspace Owner')], 'Workspace Owner'],
  ['one for one thing', [of('Source Admin', 'SOURCE a')], 'Source Admin (1)'],
  ['one for two things in one answer', [of('Source Admin', 'SOURCE a', 'SOURCE b')], 'Source Admin (2)'],
  ['one given twice', [of('Source Admin', 'SOURCE a'), of('Source Admin', 'SOURCE b')], 'Source Admin (2)'],
  [
    'one given twice for the same',
    [of('Source Admin', 'SOURCE a'), of('Source Admin', 'SOURCE a')],
    'Source Admin (1)',
  ],
  [
    'one for a thing and for everything',
    [of('Source Admin', 'SOURCE a'), of('Source Admin', 'WORKSPACE w')],
    'Source Admin',
  ],
  [
    'two',
    [of('Source Admin', 'SOURCE a'), of('Minimal Workspace Access', 'WORKSPACE w')],
    'Source Admin (1), Minimal Workspace Access',
  ],
])('roles of a person, each once with all it is given for: %s', (_, permissions, text) => {
  expect(rolesText(permissions).text).toBe(text);
});

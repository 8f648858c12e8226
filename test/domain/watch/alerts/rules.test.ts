import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { activities, activityName } from '../../../../source/domain/audit/activities.ts';
import { alertRules, parameterOf } from '../../../../source/domain/watch/alerts/rules.ts';

it('what a rule covers are names that the trail gives (rule 197)', () => {
  const known = new Set(activities.flatMap(([, names]) => names.map((name) => activityName(name))));
  const unknown = alertRules.flatMap(({ covers }) => covers.filter((name) => !known.has(activityName(name))));
  expect(unknown).toEqual([]);
});

it('every number of a rule lies within its own bounds', () => {
  for (const { id, parameters } of alertRules)
    for (const [name, { usual, least, most }] of Object.entries(parameters))
      expect([id, name, usual >= least && usual <= most]).toEqual([id, name, true]);
});

it('a number is the one that the user set, else the usual one', () => {
  expect(parameterOf({}, 'delivery-rate', 'below')).toBe(95);
  expect(parameterOf({ 'delivery-rate': { parameters: { below: 80 } } }, 'delivery-rate', 'below')).toBe(80);
});

it('docs/alerts.md has every rule with its numbers as they are', () => {
  const text = readFileSync('docs/alerts.md', 'utf8');
  for (const { id, basis, parameters } of alertRules) {
    const numbers = Object.entries(parameters).map(([name, { usual, unit }]) => `\`${name}\` ${usual} ${unit}`);
    expect(text).toContain(`| \`${id}\` | ${basis} | ${numbers.join(', ') || '–'} |`);
  }
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { activities, activityName } from '../../../../source/domain/audit/activities.ts';
import { alertRules, parameterOf } from '../../../../source/domain/watch/alerts/rules.ts';

/** As far as a number means something: Segment waits 14 days, four hours of retries, and no rate is beyond a hundred percent. */
const bounds = `
delivery-rate below: 95 of 0 to 100 percent
burn-rate above: 2 of 0 to 100 percent
burn-rate fewest: 20 of 1 to 1000000000 events
retrying above: 20 of 0 to 100 percent
retrying lasting: 15 of 0 to 240 minutes
new-error above: 1 of 0 to 100 percent
new-error fewest: 50 of 1 to 1000000000 events
source-volume drop: 60 of 0 to 100 percent
source-volume rise: 150 of 0 to 100000 percent
source-volume fewest: 500 of 1 to 1000000000 events
new-violation fewest: 20 of 1 to 1000000000 events
violation-share above: 5 of 0 to 100 percent
violation-share fewest: 20 of 1 to 1000000000 events
storage-sync partial: 1 of 1 to 1000 times
storage-late gaps: 3 of 1 to 1000 times
reverse-etl failed: 2 of 1 to 1000 times
reverse-etl partial: 3 of 1 to 1000 times
reverse-etl gaps: 3 of 1 to 1000 times
audience-run times: 3 of 1 to 1000 times
run-failed times: 3 of 1 to 1000 times
auto-disable days: 3 of 1 to 13 days
usage above: 0 of 0 to 100 percent
`;

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

it('every number of a rule has what it usually is, and how far it may be moved', () => {
  const known = alertRules.flatMap(({ id, parameters }) =>
    Object.entries(parameters).map(([name, { usual, least, most, unit }]) =>
      [`${id} ${name}:`, usual, 'of', least, 'to', most, unit].join(' '),
    ),
  );
  expect(known).toEqual(bounds.trim().split('\n'));
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

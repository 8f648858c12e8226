import { expect, test } from 'vitest';
import { laterInMonth } from '../harness/later-in-month.ts';
import { demoTerminal } from '../harness/terminal/in-process.ts';

/** Home has ranked what it shows: the way that an engineer would wait for. */
const ready = /EVENTS FAILED · \d+ DESTINATIONS/;

/**
 * From Home to what on-call wants, in keys (rule 228): the counts may not grow. Each key is pressed when the screen before
 * it has shown what it acts on.
 */
const paths: readonly {
  readonly to: string;
  readonly scenario: string;
  readonly keys: readonly (readonly [key: string, shows: RegExp])[];
}[] = [
  {
    to: 'the response body of the worst delivery error',
    scenario: 'destination-401',
    keys: [['!', /sample 1 of 10[\s\S]*HTTP 401[\s\S]*"invalid_grant"/]],
  },
  {
    to: 'the same, choosing the connection',
    scenario: 'destination-401',
    keys: [
      ['e', /❯ ◆ +Braze ← Web \(prod\) +LOST/],
      ['enter', /❯ 401/],
      ['enter', /401 · Braze ← Web \(prod\)[\s\S]*sample 1 of 10/],
    ],
  },
  {
    to: 'the request body',
    scenario: 'destination-401',
    keys: [
      ['!', /sample 1 of 10/],
      ['h', /"method": "POST"/],
    ],
  },
  {
    to: 'what you sent',
    scenario: 'destination-401',
    keys: [
      ['!', /sample 1 of 10/],
      ['h', /"method": "POST"/],
      ['h', /"messageId": "/],
    ],
  },
  {
    to: 'the next sample',
    scenario: 'destination-401',
    keys: [
      ['!', /sample 1 of 10/],
      [']', /sample 2 of 10/],
    ],
  },
  {
    to: "a Health line's payload",
    scenario: 'destination-401',
    keys: [
      ['5', /❯ [◆▲] +Braze/],
      ['enter', /401 · Braze ← Web \(prod\)[\s\S]*sample 1 of 10/],
    ],
  },
  {
    to: 'a violation sample',
    scenario: 'tracking-plan-break',
    keys: [
      ['6', /❯ iOS +\d/],
      ['enter', /❯ Order Completed +\d/],
      ['enter', /❯ properties\.total/],
      ['p', /"total": "64\.90"/],
    ],
  },
  {
    to: 'a silent source',
    scenario: 'silent-source',
    keys: [
      ['3', /❯ +◆ +Billing server|❯★?◆ +Billing server/],
      ['enter', /Home › (?:Sources › )?Billing server[\s\S]*SILENT/],
    ],
  },
  {
    to: 'a warehouse notice',
    scenario: 'warehouse-failure',
    keys: [
      ['5', /❯ ◆ +Redshift/],
      ['enter', /permission denied for relation tracks \(SQLSTATE 42501\)/],
    ],
  },
  {
    to: 'who changed the failing thing',
    scenario: 'destination-401',
    keys: [
      ['e', /❯ ◆ +Braze ← Web \(prod\)/],
      ['A', /Audit trail of Braze[\s\S]*Integration Modified[\s\S]*ana@acme\.example/],
    ],
  },
  { to: 'usage by source', scenario: 'quota', keys: [['9', /API calls by source[\s\S]*Web \(prod\)/]] },
];

test.each(paths)('$to', async ({ scenario, keys }) => {
  if (scenario === 'quota') laterInMonth();
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', scenario], cols: 160, rows: 45 });
  await terminal.waitFor(ready);
  // What is raised has its reason read: the ranking alone comes a moment earlier.
  if (scenario === 'destination-401') await terminal.waitFor(/◆ Braze ← Web \(prod\) +401/);
  if (scenario === 'tracking-plan-break') await terminal.waitFor(/iOS +\d+ events blocked|iOS +\d+ violations/);
  for (const [key, shows] of keys) {
    terminal.press(key);
    await terminal.waitFor(shows);
  }
  expect(terminal.altScreen).toBe(true);
});

import { beforeAll, describe, expect, it } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { statusSpan } from '../../../../source/views/kit/words/sources.ts';
import type { SourceFlow } from '../../../../source/workspace/sources/inflow.ts';
import type { Overview } from '../../../../source/workspace/watch/overview.ts';
import { type Act, actAt, type Stage, stageOf } from '../../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'sources', params: {} }).settled();
});

const opened = (columns = 200, rows = 60): Act => actAt(stage, { view: 'sources', params: {} }, { columns, rows });
const rowOf = (act: Act, name: string) =>
  act
    .text()
    .split('\n')
    .find((row) => row.includes(`  ${name}  `)) ?? '';

describe('the list of sources', () => {
  it.each([
    ['Web (prod)', /● +Web \(prod\) +Live/],
    ['Billing server', /◆ +Billing server +No recent data +\d+h/],
    ['Courier app', /○ +Courier app +Disabled/],
  ])('tells how %s stands in the words of the product', (name, wanted) => {
    expect(rowOf(opened(), name)).toMatch(wanted);
  });

  it('names up to three destinations, whole, and how many more there are, at any width', () => {
    expect(rowOf(opened(), 'Web (prod)')).toMatch(/Braze, Amplitude, Mixpanel \+13/);
    const narrow = rowOf(opened(100, 40), 'Web (prod)');
    const [, names = '', more = ''] = / {2}(Braze[^+]*?) \+(\d+) /.exec(narrow) ?? [];
    expect(names.split(', ').length + Number(more)).toBe(16);
    expect(rowOf(opened(), 'Zendesk')).toMatch(/None/);
  });

  it('has its environment in a column of its own, and the other labels in the chooser', () => {
    const act = opened();
    expect(rowOf(act, 'Web (staging)')).toMatch(/staging *│/);
    act.press('c', ...'team');
    expect(act.text()).toContain('[ ] Team');
  });

  it('finds by a label that is not shown', () => {
    const act = opened();
    act.press('/', ...'label:team:payments', 'esc', '/', ...'team:payments');
    expect(act.text()).toMatch(/1\/\d of 20/);
  });
});

describe('the status of a source', () => {
  const now = Date.parse('2026-11-21T14:12:30Z');
  const minute = 60_000;
  const disabled = {
    id: 'evt',
    at: now,
    type: t`Source Disabled`,
    actor: t`user/ana@acme.example`,
    actorEmail: t`ana@acme.example`,
    resourceId: 'src',
    resourceType: t`source`,
    resourceName: t`Web`,
  };
  const flow = (state: string, lastSeen?: number, events = 0) =>
    ({ source: { id: 'src' }, health: { state, lastSeen, usualPerHour: 0 }, events }) as unknown as SourceFlow;
  const context = (items: readonly unknown[]) => ({
    now,
    overview: { activity: { data: { items } } } as unknown as Overview,
  });

  it.each([
    ['Live', flow('live', now), []],
    ['Quiet 23m', flow('quiet', now - 23 * minute), []],
    ['No recent data', flow('silent', now - 300 * minute, 12), []],
    ['Silent', flow('silent', now - 3000 * minute, 0), []],
    ['Never', flow('never'), []],
    ['Disabled', flow('disabled'), []],
    ['Disabled by ana@acme.example', flow('disabled'), [disabled]],
  ])('%s', (words, given, items) => {
    expect(statusSpan(given, context(items)).text).toBe(words);
  });
});

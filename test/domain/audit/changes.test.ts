import { describe, expect, it } from 'vitest';
import { causeOf, changedSince, isChange, lastDisable } from '../../../source/domain/audit/changes.ts';
import type { Onset } from '../../../source/domain/delivery/onset.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { auditWith, now } from '../../workspace/snapshots.ts';

const change = (minutes: number, id = 'd') =>
  auditWith({ at: now + minutes * minute, type: t`Integration Modified`, resourceId: id });

const known = (within: number): Onset => ({ since: now, within, before: undefined, until: undefined });

describe('the change that may have begun it', () => {
  it.each([
    ['right before it', [-10], -10],
    ['at the same moment', [0], 0],
    ['half an hour before', [-30], -30],
    ['at most half an hour before', [-31], undefined],
    ['none that came after', [1], undefined],
    ['the nearer of two before', [-25, -5], -5],
    ['one before, however near one after is', [-25, 2], -25],
    ['none', [], undefined],
  ])('%s', (_, minutes, expected) => {
    const found = causeOf(
      minutes.map((each) => change(each)),
      [['d']],
      known(minute),
    );
    expect(found && (found.at - now) / minute).toBe(expected);
  });

  it.each([
    [0, 0, true],
    [0, 1, false],
    [minute, minute - 1, true],
    [minute, minute, false],
  ])('of an onset known to %i ms, a change %i ms after it may be the cause: %s', (within, after, isCause) => {
    const item = auditWith({ at: now + after, type: t`Integration Modified` });
    expect([causeOf([item], [['d']], known(within)), changedSince([item], [['d']], known(within))]).toEqual(
      isCause ? [item, undefined] : [undefined, item],
    );
  });

  it('of two at one moment is the one that the trail lists as newer', () => {
    const audit = ['b', 'a'].map((id) => ({ ...change(-1), id }));
    expect(causeOf(audit, [['d']], known(minute))?.id).toBe('b');
  });

  it('of the thing itself comes before that of what it depends on, however much nearer that is', () => {
    const audit = [change(-1, 'source'), change(-20, 'filter'), change(-2, 'plan')];
    const owners = [['d', 'filter'], ['source'], ['plan']];
    expect(causeOf(audit, owners, known(minute))?.resourceId).toBe('filter');
    expect(causeOf(audit.slice(0, 1), owners, known(minute))?.resourceId).toBe('source');
    expect(causeOf([change(-2, 'plan'), change(-1, 'other')], owners, known(minute))?.resourceId).toBe('plan');
  });

  it('lies in the hour of an onset that is known to the hour, and not after it', () => {
    expect(causeOf([change(50)], [['d']], known(hour))?.at).toBe(now + 50 * minute);
    expect(causeOf([change(60)], [['d']], known(hour))).toBe(undefined);
  });

  it('is nobody where it failed in all that was looked at', () => {
    const before: Onset = { since: undefined, within: hour, before: now, until: undefined };
    expect(causeOf([change(-5), change(0)], [['d']], before)).toBe(undefined);
  });

  it('what was changed after it began is told as that', () => {
    const audit = [change(-5), change(20), change(90), change(100, 'source')];
    expect(changedSince(audit, [['d'], ['source']], known(minute))?.at).toBe(now + 90 * minute);
    expect(changedSince([change(-5)], [['d']], known(minute))).toBe(undefined);
  });

  it.each([
    [minute, 0, false],
    [minute, 1, true],
    [hour, 50, false],
    [hour, 59, false],
    [hour, 60, true],
    [0, 0, false],
    [0, 1, true],
  ])(
    'an onset known to %i ms is no earlier than a change %i min into it: told as later %s',
    (within, minutes, later) => {
      expect(changedSince([change(minutes)], [['d']], known(within)) !== undefined).toBe(later);
    },
  );

  it.each([
    ['Integration Disabled', true],
    ['Source Settings Modified', true],
    ['Storage Destination Sync Failed', false],
    ['Violations Detected', false],
    ['Something Nobody Knows', false],
  ])('%s is a change: %s', (type, expected) => {
    const item = auditWith({ at: now - minute, type: type as never });
    expect(isChange(item)).toBe(expected);
    expect(causeOf([item], [['d']], known(minute)) === item).toBe(expected);
  });
});

describe('who switched it off', () => {
  it('is the newest disabling of that resource, in the words of any era', () => {
    const audit = [
      auditWith({ at: 1, type: t`Destination Disabled` }),
      auditWith({ at: 3, type: t`Integration Disabled` }),
      auditWith({ at: 2, type: t`Integration Disabled` }),
      auditWith({ at: 2, type: t`Integration Enabled` }),
      auditWith({ at: 9, type: t`Integration Modified` }),
      auditWith({ at: 8, type: t`Integration Disabled`, resourceId: 'other' }),
    ];
    expect(lastDisable(audit, 'd')?.at).toBe(3);
    expect(lastDisable(audit, 'nothing')).toBe(undefined);
    expect(lastDisable([], 'd')).toBe(undefined);
  });

  const [on, off] = ['Integration Enabled', 'Integration Disabled'] as const;
  it.each<readonly [what: string, at: number | undefined, audit: readonly (readonly [type: string, at: number])[]]>([
    [
      'it was switched on since',
      undefined,
      [
        [on, 9],
        [off, 3],
      ],
    ],
    [
      'it was switched on since, listed last',
      undefined,
      [
        [off, 3],
        [on, 9],
      ],
    ],
    [
      'it was switched on before',
      9,
      [
        [off, 9],
        [on, 3],
      ],
    ],
    [
      'both at one moment, the disabling listed as the newer',
      3,
      [
        [off, 3],
        [on, 3],
      ],
    ],
    [
      'both at one moment, the enabling listed as newer',
      undefined,
      [
        [on, 3],
        [off, 3],
      ],
    ],
  ])('is known only where the trail does not switch it on since: %s', (_, at, audit) => {
    const items = audit.map(([type, each]) => auditWith({ at: each, type: sanitise(type) }));
    expect(lastDisable(items, 'd')?.at).toBe(at);
  });
});

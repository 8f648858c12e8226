import { describe, expect, it } from 'vitest';
import { changeNear, isChange, lastDisable } from '../../source/domain/changes.ts';
import { t } from '../../source/domain/text.ts';
import { hour, minute } from '../../source/domain/time.ts';
import { auditWith, now } from '../workspace/snapshots.ts';

const change = (minutes: number, id = 'd') =>
  auditWith({ at: now + minutes * minute, type: t`Integration Modified`, resourceId: id });

describe('the change nearest to an onset', () => {
  it.each([
    ['before it', [-10], -10],
    ['after it', [10], 10],
    ['at most half an hour before', [-31], undefined],
    ['at most half an hour after', [31], undefined],
    ['the nearer of two before', [-25, -5], -5],
    ['one before wins over a nearer one after', [-25, 5], -25],
    ['none', [], undefined],
  ])('%s', (_, minutes, expected) => {
    const found = changeNear(
      minutes.map((each) => change(each)),
      ['d'],
      now,
    );
    expect(found && (found.at - now) / minute).toBe(expected);
  });

  it('an onset known to the hour may be as much later', () => {
    expect(changeNear([change(80)], ['d'], now, hour)?.at).toBe(now + 80 * minute);
    expect(changeNear([change(91)], ['d'], now, hour)).toBe(undefined);
    expect(changeNear([change(70), change(50)], ['d'], now, hour)?.at).toBe(now + 50 * minute);
  });

  it('is on one of the resources', () => {
    expect(changeNear([change(-5, 'other')], ['d', 's'], now)).toBe(undefined);
    expect(changeNear([change(-5, 's')], ['d', 's'], now)?.resourceId).toBe('s');
  });

  it.each([
    ['Integration Disabled', true],
    ['Source Settings Modified', true],
    ['Storage Destination Sync Failed', false],
    ['Violations Detected', false],
    ['Something Nobody Knows', false],
  ])('%s is a change: %s', (type, expected) => {
    const item = auditWith({ at: now - minute, type: type as never });
    expect(isChange(item)).toBe(expected);
    expect(changeNear([item], ['d'], now) === item).toBe(expected);
  });
});

describe('who switched it off', () => {
  it('is the newest disabling of that resource, in the words of any era', () => {
    const audit = [
      auditWith({ at: 1, type: t`Destination Disabled` }),
      auditWith({ at: 3, type: t`Integration Disabled` }),
      auditWith({ at: 2, type: t`Integration Disabled` }),
      auditWith({ at: 9, type: t`Integration Enabled` }),
      auditWith({ at: 8, type: t`Integration Disabled`, resourceId: 'other' }),
    ];
    expect(lastDisable(audit, 'd')?.at).toBe(3);
    expect(lastDisable(audit, 'nothing')).toBe(undefined);
    expect(lastDisable([], 'd')).toBe(undefined);
  });
});

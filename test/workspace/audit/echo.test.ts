import { describe, expect, it } from 'vitest';
import type { Change } from '../../../source/domain/change.ts';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { type ProblemKind, ReadError } from '../../../source/domain/problem.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { hour, minute, second } from '../../../source/domain/time.ts';
import { auditEcho, isEcho } from '../../../source/workspace/audit/echo.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { auditWith, now, problemWith } from '../snapshots.ts';

const off: Change = { kind: 'switch', of: 'destination', id: 'd', enabled: false };
const filter: Change = { kind: 'switch-filter', destinationId: 'd', id: 'f', enabled: true };
const item = (type: string, change: Partial<AuditItem> = {}) =>
  auditWith({ at: now, id: 'events/1', type: sanitise(type), resourceId: 'd', ...change });

describe('the audit event of a change', () => {
  it.each<readonly [string, Change, AuditItem, boolean]>([
    ['is on its resource, with its verb', off, item('Integration Disabled'), true],
    ['may be dated by a clock a minute behind', off, item('Integration Disabled', { at: now - minute }), true],
    ['is not older than that', off, item('Integration Disabled', { at: now - minute - 1 }), false],
    ['may be dated by a clock that is ahead', off, item('Integration Disabled', { at: now + hour }), true],
    ['is not the one that was known before', off, item('Integration Disabled', { id: 'events/0' }), false],
    ['is not of another resource', off, item('Integration Disabled', { resourceId: 'e' }), false],
    ['has not the opposite verb', off, item('Integration Enabled'), false],
    ['of a filter may stand under its destination', filter, item('Integration Modified'), true],
    ['or under itself', filter, item('Destination Filter Enabled', { resourceId: 'f' }), true],
  ])('%s', (_, change, found, expected) => {
    expect(isEcho(change, found, { since: now, known: new Set(['events/0']) })).toBe(expected);
  });
});

describe('looking for it', () => {
  const found = item('Integration Disabled');
  type Answer = readonly AuditItem[] | ProblemKind;

  /** What came of it, after how long and how many looks; the last answer is given again and again. */
  async function looked(...answers: readonly Answer[]) {
    const clock = fakeClock(now);
    const asked: (readonly [after: number, query: unknown])[] = [];
    const auditEvents = async (query: unknown) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)]!;
      asked.push([(clock.now() - now) / second, query]);
      if (typeof answer === 'string') throw new ReadError(problemWith({ kind: answer }));
      return { value: { items: answer }, problems: [] };
    };
    const echo = auditEcho(off, { backend: { auditEvents }, clock, since: now, known: new Set() });
    await clock.advance(hour);
    return { result: await echo, asked };
  }

  it.each<readonly [string, readonly Answer[], object, readonly number[]]>([
    ['is over as soon as it is there', [[found]], { kind: 'found', item: found }, [0]],
    ['goes on until it is there', [[], [item('Source Modified')], [found]], { kind: 'found', item: found }, [0, 1, 3]],
    ['says after half a minute that there is none', [[]], { kind: 'none', waited: 30 * second }, [0, 1, 3, 7, 15, 30]],
    ['says none only where the last look was answered', ['server', []], { kind: 'none' }, [0, 1, 3, 7, 15, 30]],
    [
      'else it is unreadable',
      [[], [], [], [], [], 'server'],
      { kind: 'unreadable', problem: { kind: 'server' } },
      [0, 1, 3, 7, 15, 30],
    ],
    ['goes on after a failure that may pass', ['rate-limited', [found]], { kind: 'found' }, [0, 1]],
    ['ends where the token may not read the trail', ['no-access'], { kind: 'unreadable' }, [0]],
    ['or the plan has none', ['not-in-plan'], { kind: 'unreadable' }, [0]],
  ])('%s', async (_, answers, result, after) => {
    const { result: told, asked } = await looked(...answers);
    expect(told).toMatchObject(result);
    expect(asked.map(([seconds]) => seconds)).toEqual(after);
  });

  it('asks for the newest events without a window, which a clock that is wrong would cut off', async () => {
    const { asked } = await looked([found]);
    expect(asked).toEqual([[0, { count: 100 }]]);
  });
});

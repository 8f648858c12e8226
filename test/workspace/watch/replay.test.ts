import { expect, test } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import type { Connection } from '../../../source/workspace/delivery/fleet.ts';
import { lossWindow } from '../../../source/workspace/watch/replay.ts';

const now = Date.parse('2026-11-21T14:12:30Z');
const start = now - 24 * hour;

const audit = (type: string, at: number): AuditItem => ({
  id: `${type}:${at}`,
  at,
  type: t`${type as never}`,
  actor: t`ci`,
  resourceId: 'd1',
  resourceType: t`integration`,
  resourceName: t`Braze`,
});
const off = audit('Integration Disabled', now - 5 * hour);
const on = audit('Integration Enabled', now - 2 * hour);

const connection = (change: Partial<Connection>, enabled = true): Connection =>
  ({ id: 'd1', destination: { id: 'd1', enabled }, state: 'healthy', ...change }) as unknown as Connection;

const at = (since: number, until?: number) => ({ since, within: hour, before: undefined, until });

test.each<[string, Connection, readonly AuditItem[], object | undefined]>([
  ['healthy', connection({}), [], undefined],
  [
    'failing',
    connection({ state: 'failing', onset: at(now - 3 * hour) }),
    [],
    { kind: 'failing', from: now - 3 * hour, to: undefined, cut: false },
  ],
  [
    'failed, and stopped',
    connection({ state: 'failing', onset: at(now - 3 * hour, now - hour) }),
    [],
    { kind: 'failing', to: now - hour },
  ],
  [
    'failing since before the period',
    connection({ state: 'failing', onset: { since: undefined, within: hour, before: start, until: undefined } }),
    [],
    { kind: 'failing', cut: true },
  ],
  [
    'failed last night: over, and not asked for yet',
    connection({ state: 'failing', failedPercent: 12, hours: at(now - 9 * hour, now - 8 * hour) }),
    [],
    { kind: 'failing', from: now - 9 * hour, to: now - 8 * hour },
  ],
  ['disabled', connection({ state: 'disabled' }, false), [off], { kind: 'disabled', from: off.at, to: undefined }],
  ['disabled, and nobody tells when', connection({ state: 'disabled' }, false), [], { from: undefined }],
  ['enabled again', connection({}), [on, off], { kind: 'disabled', from: off.at, to: on.at }],
  [
    'enabled again, and failing as little as ever',
    connection({ state: 'failing', failedPercent: 0.1, hours: at(start) }),
    [on, off],
    { kind: 'disabled', from: off.at, to: on.at },
  ],
  [
    'enabled again, and failing',
    connection({ state: 'failing', failedPercent: 40, onset: at(now - hour) }),
    [on, off],
    { kind: 'failing', from: now - hour },
  ],
  ['enabled for the first time', connection({}), [on], undefined],
  ['silent', connection({ state: 'idle', verdict: 'SILENT' }), [], { kind: 'silent', from: undefined }],
])('what a connection lost: %s', (_, of, items, wanted) => {
  const found = lossWindow(of, { items, disabledBy: items.find(({ type }) => type === off.type) }, start);
  if (wanted === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(wanted);
});

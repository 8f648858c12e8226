import { expect, test } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { connectionChanges } from '../../../source/workspace/delivery/changes.ts';
import type { Connection } from '../../../source/workspace/delivery/fleet.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';

const connection = {
  id: 'd',
  destination: { id: 'd', sourceId: 's', enabled: true },
} as unknown as Connection;

const runs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${index}`, at: index, type: t`Source Run Failed` }) as AuditItem);

/** Trails of which that of the source has so many reports of runs, and older ones or not. */
const reading = (count: number, next?: string) =>
  ((resource: { readonly key: string }) => {
    const items = resource.key === 'audit-trail:s' ? runs(count) : [];
    const ofSource = resource.key.startsWith('audit-trail:s');
    const isUnread = ofSource && resource.key !== 'audit-trail:s';
    const data =
      resource.key.startsWith('audit-trail:') && !isUnread ? { items, next: ofSource ? next : undefined } : undefined;
    return { status: 'ready', problems: [], version: 1, data };
  }) as unknown as Read;

test.each([
  ['to its end', reading(3), true, true],
  ['in part', reading(999, 'older'), false, false],
  ['as far as it is looked at, which is no proof of what was before', reading(1000, 'older'), true, false],
])('the trail of a connection is read %s', (_, read, known, isWhole) => {
  expect(connectionChanges(read, '24h', connection)).toMatchObject({ known, isWhole, items: [] });
});

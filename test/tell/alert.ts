import { t } from '../../source/domain/text.ts';
import { minute } from '../../source/domain/time.ts';
import type { AlertRecord, Edge } from '../../source/domain/watch/alerts/alert.ts';
import { messageOf } from '../../source/domain/watch/alerts/message.ts';

export const noon = Date.UTC(2026, 0, 15, 12);
export const record: AlertRecord = {
  id: 'delivery:destination/abc',
  state: 'raised',
  raisedAt: noon,
  regressed: false,
  members: ['delivery:destination/abc'],
  holding: ['delivery:destination/abc'],
  groups: [],
  finding: {
    key: 'delivery:destination/abc',
    rule: 'delivery-rate',
    severity: 'critical',
    subject: { type: 'destination', id: 'abc', name: t`Braze <!channel> & Co` },
    facts: t`LOST 401, 94% failing`,
    verdict: t`LOST`,
    since: noon - minute,
    numbers: { failedPercent: 94 },
    cause: { id: 'e', at: noon - 2 * minute, type: t`Destination Modified`, actor: t`ana`, resource: t`Braze` },
    size: 94,
    groups: [],
  },
  tellings: 1,
};
const ground = { workspace: 'acme', urlOf: () => 'https://app.segment.com/acme/connections/destinations' };
/** What is told of an edge of the alert. */
export const told = (edge: Edge) => ({ kind: 'edge' as const, message: messageOf(edge, record, ground) });

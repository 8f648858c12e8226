import { auditMeaning } from '../../../domain/audit/meaning.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { clock, counted } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { day } from '../../../domain/time.ts';
import type { Finding } from '../../../domain/watch/alerts/alert.ts';
import { isTrailRead } from '../over.ts';
import { actorOf, causeOf, facts, isOn, type Judged, type Judging } from './judging.ts';

/** Parts of a destination have types of their own in the trail. */
const isMapping = (type: string): boolean => /subscription|mapping/i.test(type);

function typeOf(item: AuditItem): string | undefined {
  const { resource } = auditMeaning(item.type);
  if (isMapping(item.type) || isMapping(item.resourceType)) return 'mapping';
  return resource === 'source' || resource === 'destination' || resource === 'warehouse' || resource === 'filter'
    ? resource
    : undefined;
}

/** What somebody else switched off and is not on again; never what the user did, and for a day. */
export function judgeSwitches(judging: Judging): Judged {
  const { overview, isOwn } = judging;
  const { now, activity } = overview;
  const newest = new Map<string, AuditItem>();
  for (const item of activity.data?.items ?? []) {
    const { verb } = auditMeaning(item.type);
    const before = newest.get(item.resourceId);
    if (now - item.at > day || !['disabled', 'enabled', 'deleted'].includes(verb) || typeOf(item) === undefined)
      continue;
    if (!before || item.at > before.at) newest.set(item.resourceId, item);
  }
  const off = [...newest.values()].filter(
    (item) => auditMeaning(item.type).verb === 'disabled' && enabledNow(item.resourceId, judging) !== true,
  );
  const findings = off
    .filter((item) => !isOwn(item) && isOn(judging, 'switched-off'))
    .map((item) => switchFinding(item, judging));
  const holding = new Set(findings.map(({ subject }) => subject.id));
  return {
    findings,
    // A day later it is taken as meant, whether the trail still has it or not.
    isClear: (id, since) =>
      !holding.has(id) &&
      (isTrailRead(judging.overview) || enabledNow(id, judging) === true || (since !== undefined && now - since > day)),
  };
}

/** Whether the inventory has it switched on; undefined where it does not know it. */
function enabledNow(id: string, { overview }: Judging): boolean | undefined {
  const { flow, fleet, storage } = overview;
  return (
    flow.bySource.get(id)?.source.enabled ??
    fleet.byId.get(id)?.destination.enabled ??
    storage.find(({ warehouse }) => warehouse.id === id)?.warehouse.enabled
  );
}

function switchFinding(item: AuditItem, { overview }: Judging): Finding {
  const type = typeOf(item)!;
  const connection = overview.fleet.byId.get(item.resourceId);
  const name = connection ? t`${connection.destination.name} ← ${connection.source?.name ?? t`?`}` : item.resourceName;
  const trouble = overview.triage.find((each) => each.kind === 'disabled' && each.connection.id === item.resourceId);
  const missed = trouble?.missed;
  const cause = causeOf(item);
  return {
    key: `switched-off:${type}/${item.resourceId}`,
    rule: 'switched-off',
    severity: 'warning',
    subject: { type, id: item.resourceId, name },
    verdict: t`DISABLED`,
    facts: facts([
      t`DISABLED by ${actorOf(item)} ${clock(item.at, overview.now)}`,
      missed === undefined ? undefined : t`its source sent ${counted(missed, t`event`)} since`,
    ]),
    since: item.at,
    numbers: missed === undefined ? {} : { missed },
    ...(cause ? { cause } : {}),
    size: 1,
    groups: [`switch:${item.actor}`],
  };
}

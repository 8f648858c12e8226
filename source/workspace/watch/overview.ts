import type { AuditItem, Workspace } from '../../domain/entities.ts';
import { type LocalPrivacy, noPrivacy } from '../../domain/privacy/local.ts';
import type { Period } from '../../domain/time.ts';
import type { Meter } from '../../domain/usage/meters.ts';
import { trailStart } from '../audit/signals.ts';
import { type Fleet, fleet } from '../delivery/fleet.ts';
import { sourceOwners } from '../delivery/owners.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import { askedAt, type Snapshot } from '../polling/snapshot.ts';
import { brokenMarks } from '../privacy/marks.ts';
import { type Violations, violations } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import { type Inflow, inflow } from '../sources/inflow.ts';
import { type StorageHealth, storageHealth } from '../storage/health.ts';
import { type Allowance, meters } from '../usage/meters.ts';
import { type TriageItem, triage } from './triage.ts';

/** The whole picture of a workspace in one period: what Home, triage, Health and `segtop status` are drawn from. */
export interface Overview {
  readonly period: Period;
  readonly now: number;
  readonly workspace: Workspace | undefined;
  readonly flow: Inflow;
  readonly fleet: Fleet;
  readonly violations: Violations;
  readonly storage: readonly StorageHealth[];
  /** All warehouses are in `storage`. */
  readonly isStorageWhole: boolean;
  readonly activity: Snapshot<{ readonly items: readonly AuditItem[]; readonly next?: string | undefined }>;
  readonly meters: readonly Meter[];
  /** As configured, whether or not its meter has been read. */
  readonly allowance: Allowance;
  readonly triage: readonly TriageItem[];
}

/**
 * @param privacy what the user does not want to flow where: kept on this machine
 * @param alerted sources whose failing runs are an alert: the trail of the period may no longer have as many as raised it
 */
export function overview(
  read: Read,
  period: Period,
  now: number,
  allowance: Allowance,
  privacy: LocalPrivacy = noPrivacy,
  alerted?: ReadonlySet<string>,
): Overview {
  const flow = inflow(read, period, now);
  const delivery = fleet(read, flow, period, now);
  const broken = violations(read, flow, period, now);
  const storage = storageHealth(read, period);
  const usage = meters(read, now, allowance);
  const activity = read(resources.recentAudit(period));
  return {
    period,
    now,
    workspace: read(resources.workspace).data,
    flow,
    fleet: delivery,
    violations: broken,
    storage,
    isStorageWhole: isWhole(read(resources.warehouses)),
    activity,
    meters: usage,
    allowance,
    triage: triage(delivery, flow, broken, storage, usage, {
      audit: activity.data?.items ?? [],
      from: trailStart(activity, period, now),
      readAt: askedAt(activity, now),
      now,
      period,
      marks: brokenMarks(read, privacy, now),
      owners: (id) => sourceOwners(read, id),
      alerted,
    }),
  };
}

import { failed } from '../../domain/delivery/counts.ts';
import { habitLength } from '../../domain/sources/habit.ts';
import type { SourceHealth } from '../../domain/sources/health.ts';
import { isWhole } from '../polling/proof.ts';
import type { Overview } from './overview.ts';

/** What a user allows; nothing is judged that is left out. */
export interface Thresholds {
  /** Percent of the deliveries of a connection that may fail in the period. */
  readonly maxFailed?: number | undefined;
  /** How long an enabled source that sends may be silent, ms. */
  readonly maxSilent?: number | undefined;
  /** Events that may be lost in the period, of all connections together. */
  readonly maxLost?: number | undefined;
  /** Age of the last good sync of a warehouse, ms. */
  readonly maxSyncAge?: number | undefined;
  /** Percent of the allowance of a meter. */
  readonly maxUsage?: number | undefined;
}

type Check = keyof Thresholds;

/** One thing beyond what is allowed; `value` is in the unit of its threshold. */
export interface Breach {
  readonly check: Check;
  readonly kind: 'destination' | 'source' | 'workspace' | 'warehouse' | 'meter';
  readonly id: string;
  readonly value: number;
}

/** Something that could not be judged: that it keeps within the threshold is not said. */
export interface Unjudged {
  readonly check: Check;
  readonly kind: Breach['kind'];
  readonly id: string;
}

interface Judged {
  readonly broken: readonly Breach[];
  readonly unknown: readonly Unjudged[];
}

type Judge = (overview: Overview, allowed: number) => Judged;

const nobody: Unjudged['id'] = '';

const failedOf: Judge = ({ fleet }, allowed) => ({
  broken: fleet.connections.flatMap(({ id, failedPercent = 0, state }): Breach[] =>
    state !== 'disabled' && failedPercent > allowed
      ? [{ check: 'maxFailed', kind: 'destination', id, value: failedPercent }]
      : [],
  ),
  unknown: [
    ...(fleet.isWhole ? [] : [{ check: 'maxFailed', kind: 'workspace', id: nobody } as const]),
    ...fleet.connections
      .filter(({ state }) => state === 'unknown')
      .map(({ id }) => ({ check: 'maxFailed', kind: 'destination', id }) as const),
  ],
});

/** Of what has not sent it is known that it never did only where as many days were looked through as there are. */
const isSilenceKnown = ({ state, looked }: SourceHealth): boolean =>
  state !== 'unknown' && !(state === 'never' && looked !== undefined && looked.end - looked.start < habitLength);

const silentOf: Judge = ({ flow, now }, allowed) => {
  const enabled = flow.flows.filter(({ source }) => source.enabled);
  return {
    broken: enabled.flatMap(({ source: { id }, health: { lastSeen } }): Breach[] =>
      lastSeen !== undefined && now - lastSeen > allowed
        ? [{ check: 'maxSilent', kind: 'source', id, value: now - lastSeen }]
        : [],
    ),
    unknown: [
      ...(flow.isWhole ? [] : [{ check: 'maxSilent', kind: 'workspace', id: nobody } as const]),
      ...enabled
        .filter(({ health }) => !isSilenceKnown(health))
        .map(({ source }) => ({ check: 'maxSilent', kind: 'source', id: source.id }) as const),
    ],
  };
};

/** More than allowed is more, however much is still unknown. */
const lostOf: Judge = ({ fleet }, allowed) => {
  const lost = fleet.connections.reduce((sum, { metrics }) => sum + (metrics ? failed(metrics) : 0), 0);
  if (lost > allowed)
    return { broken: [{ check: 'maxLost', kind: 'workspace', id: nobody, value: lost }], unknown: [] };
  return { broken: [], unknown: fleet.isMeasured ? [] : [{ check: 'maxLost', kind: 'workspace', id: nobody }] };
};

const syncAgeOf: Judge = ({ storage, isStorageWhole, now }, allowed) => {
  const enabled = storage.filter(({ warehouse }) => warehouse.enabled);
  return {
    broken: enabled.flatMap(({ warehouse: { id }, lastGood }): Breach[] =>
      lastGood !== undefined && now - lastGood > allowed
        ? [{ check: 'maxSyncAge', kind: 'warehouse', id, value: now - lastGood }]
        : [],
    ),
    unknown: [
      ...(isStorageWhole ? [] : [{ check: 'maxSyncAge', kind: 'workspace', id: nobody } as const]),
      ...enabled
        .filter(({ lastGood, syncs }) => lastGood === undefined || !isWhole(syncs))
        .map(({ warehouse }) => ({ check: 'maxSyncAge', kind: 'warehouse', id: warehouse.id }) as const),
    ],
  };
};

/**
 * Each meter with an allowance is judged: one that was not read may be beyond it, whatever the other says. One of a billing period
 * that is over says nothing of the one that runs.
 */
const usageOf: Judge = ({ meters: all, allowance }, allowed) => {
  const meters = all.filter(({ ended }) => !ended);
  const limited = [
    ...(allowance.apiCalls === undefined ? [] : (['api-calls'] as const)),
    ...(allowance.mtu === undefined ? [] : (['mtu'] as const)),
  ];
  const known = new Set(meters.flatMap(({ kind, percent }) => (percent === undefined ? [] : [kind])));
  const missing = limited.length === 0 ? [nobody] : limited.filter((kind) => !known.has(kind));
  return {
    broken: meters.flatMap(({ kind, percent = 0 }): Breach[] =>
      percent > allowed ? [{ check: 'maxUsage', kind: 'meter', id: kind, value: percent }] : [],
    ),
    unknown: missing.map((id) => ({ check: 'maxUsage', kind: 'meter', id })),
  };
};

const judges: Readonly<Record<Check, Judge>> = {
  maxFailed: failedOf,
  maxSilent: silentOf,
  maxLost: lostOf,
  maxSyncAge: syncAgeOf,
  maxUsage: usageOf,
};

/** What is beyond the thresholds, worst of each first, and what cannot be told. */
export function judged(overview: Overview, thresholds: Thresholds): Judged {
  const all = (Object.keys(judges) as Check[]).flatMap((check) => {
    const allowed = thresholds[check];
    return allowed === undefined ? [] : [judges[check](overview, allowed)];
  });
  return {
    broken: all.flatMap(({ broken }) => broken.toSorted((a, b) => b.value - a.value)),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}

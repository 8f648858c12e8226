import { sanitise, t } from '../../text.ts';
import type { Step } from '../counts.ts';
import { deliveryReasons } from './delivery.ts';
import { destinationFilterReasons } from './destination.ts';
import { ingestReasons } from './ingest.ts';
import type { Fate, Reason, ReasonTable } from './row.ts';
import { sourceFilterReasons } from './source.ts';

export type { Reason } from './row.ts';

const nothing: ReasonTable = {};

/** Known codes of each step (rules 55, 79). The lists share names that mean different things, so a code alone says nothing. */
const tables: Readonly<Record<Step, ReasonTable>> = {
  'successfully-received': nothing,
  'failed-on-ingest': ingestReasons,
  'filtered-at-source': sourceFilterReasons,
  'filtered-at-destination': destinationFilterReasons,
  'failed-delivery': deliveryReasons,
  'successful-delivery': nothing,
};

/** What happens to an event whose code is unknown. */
const stepFate: Readonly<Record<Step, Fate>> = {
  'successfully-received': 'delivered',
  'failed-on-ingest': 'lost',
  'filtered-at-source': 'filtered',
  'filtered-at-destination': 'filtered',
  'failed-delivery': 'unknown',
  'successful-delivery': 'delivered',
};

const lowerCase: Readonly<Record<Step, ReadonlyMap<string, Reason>>> = byLowerCase();

function byLowerCase(): Record<Step, ReadonlyMap<string, Reason>> {
  const entries = Object.entries(tables).map(([step, table]) => {
    // The first spelling wins, so that an exact row is never shadowed by one that differs in case.
    const reversed = Object.entries(table).reverse();
    return [step, new Map(reversed.map(([code, reason]) => [code.toLowerCase(), reason]))];
  });
  return Object.fromEntries(entries) as Record<Step, ReadonlyMap<string, Reason>>;
}

/** Prefixes of older tooling state what happens to the event (rule 56). */
const prefixes: readonly (readonly [RegExp, Fate])[] = [
  [/^errors\.discarded\./i, 'lost'],
  [/^errors\.awaiting-retry\./i, 'retried'],
];

/** The bare code, and the fate that its prefix states. */
function withoutPrefix(code: string): { readonly bare: string; readonly fate: Fate | undefined } {
  for (const [prefix, fate] of prefixes) {
    if (prefix.test(code)) return { bare: code.replace(prefix, ''), fate };
  }
  return { bare: code, fate: undefined };
}

/**
 * What a discard reason means, what to do about it and what becomes of the event. Never fails: an unknown code is
 * explained by its class (4xx except 408 and 429 are lost, other HTTP answers are retried; rule 53) or by its step.
 * @param code as the API gives it; the long forms errors.discarded.401 and errors.awaiting-retry.5xx are understood
 */
export function reasonOf(step: Step, code: string): Reason {
  const { bare, fate } = withoutPrefix(code.trim());
  const known = Object.hasOwn(tables[step], bare) ? tables[step][bare] : lowerCase[step].get(bare.toLowerCase());
  const reason = known ?? byClass(step, bare) ?? unknownReason(step, bare);
  return fate ? { ...reason, fate } : reason;
}

function byClass(step: Step, code: string): Reason | undefined {
  if (step === 'successful-delivery') return attempt(code);
  if (step !== 'failed-delivery') return undefined;
  const [, http] = /^([1-5])(?:\d\d|xx)$/i.exec(code) ?? [];
  if (http === '4') {
    return {
      label: t`HTTP ${sanitise(code)}`,
      meaning: t`The destination refused the request with HTTP ${sanitise(code)}.`,
      remedy: t`Look up the status in the partner's documentation and correct the request or the settings.`,
      fate: 'lost',
    };
  }
  if (http) {
    return {
      label: t`HTTP ${sanitise(code)}`,
      meaning: t`The destination answered HTTP ${sanitise(code)} instead of accepting the event.`,
      remedy: t`Check the partner's status page; contact the partner if it goes on.`,
      fate: 'retried',
    };
  }
  if (!/^E[A-Z][A-Z_]+$/.test(code)) return undefined;
  return {
    label: t`Connection failed`,
    meaning: t`The connection to the destination failed with ${sanitise(code)}.`,
    remedy: t`Check the host in the destination's settings and whether the partner can be reached.`,
    fate: 'retried',
  };
}

function attempt(code: string): Reason | undefined {
  const [, count] = /^successes\.attempt\.(\d{1,3})$/.exec(code) ?? [];
  if (count === undefined) return undefined;
  return {
    label: count === '1' ? t`First try` : t`Try ${Number(count)}`,
    meaning: count === '1' ? t`Accepted on the first try.` : t`Accepted on try ${Number(count)}.`,
    remedy: t`Nothing to do.`,
    fate: 'delivered',
  };
}

function unknownReason(step: Step, code: string): Reason {
  return {
    label: code === '' ? t`No reason given` : sanitise(code, 60),
    meaning: code === '' ? t`Segment gave no reason.` : t`Segment does not document this reason.`,
    remedy: t`Compare an affected event with one that passed, or ask Segment support.`,
    fate: stepFate[step],
  };
}

/** A documented code, with the step whose list it is in. */
export interface KnownCode {
  readonly step: Step;
  readonly code: string;
  readonly reason: Reason;
}

/** Every documented code; one may stand in the lists of several steps and mean something else in each. */
export function knownCodes(): readonly KnownCode[] {
  return Object.entries(tables).flatMap(([step, table]) =>
    Object.entries(table).map(([code, reason]) => ({ step: step as Step, code, reason })),
  );
}

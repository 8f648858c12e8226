import { iso, second } from '../../../domain/time.ts';
import { duration } from '../../duration.ts';
import type { Effect } from '../../scenario/scenario.ts';
import type { Incident, Row } from '../../world.ts';
import { isRow } from '../body.ts';
import { shown } from '../limits/limiter.ts';

/** An effect that is asked for, and when: ms from now. */
export interface AskedIncident {
  readonly effect: Effect;
  readonly from: number;
  readonly to: number | undefined;
}

interface Field {
  readonly check: (value: unknown) => boolean;
  readonly words: string;
  /** Taken where nothing is given; `required` where something must be. */
  readonly fallback?: unknown;
  readonly required?: boolean;
}

const text = (words: string, fallback?: string): Field => ({
  check: (value) => typeof value === 'string' && value !== '' && value.length <= 200,
  words: `${words}, of 1 to 200 characters`,
  fallback,
});
const number = (least: number, most: number, fallback?: number): Field => ({
  check: (value) => typeof value === 'number' && value >= least && value <= most,
  words: `a number from ${least} to ${most}`,
  fallback,
});
const oneOf = (allowed: readonly string[], fallback: string): Field => ({
  check: (value) => allowed.includes(value as string),
  words: `one of ${allowed.join(', ')}`,
  fallback,
});
const thing = (of: string, required = true): Field => ({ ...text(`the id or short key of a ${of}`), required });

const share = number(0, 1, 1);
const events = { event: text('the name of an event'), appVersion: text('a version of the app') };

/** The fields of each kind of effect, besides when it begins and ends. */
const kinds: Readonly<Record<Exclude<Effect['kind'], 'release'>, Readonly<Record<string, Field>>>> = {
  delivery: {
    destination: thing('destination'),
    outcome: oneOf(['discarded', 'retried'], 'discarded'),
    reason: text('a discard reason', '401'),
    share,
    recovered: number(0, 1),
    ...events,
  },
  mapping: {
    destination: thing('destination'),
    reason: text('a discard reason', 'NO_MATCHING_MAPPING'),
    share,
    ...events,
  },
  filter: { source: thing('source'), reason: text('a discard reason', 'schema_violation'), share, ...events },
  ingest: { source: thing('source'), reason: text('a discard reason', 'event_not_string'), share, ...events },
  volume: { source: thing('source'), factor: number(0, 1000, 0) },
  sync: {
    warehouse: thing('warehouse'),
    source: thing('source', false),
    status: oneOf(['failure', 'partial', 'success'], 'failure'),
    level: oneOf(['error', 'warning', 'info'], 'error'),
    message: text('what the sync reports', 'connection refused'),
    run: { check: (value) => typeof value === 'boolean', words: 'true or false' },
  },
  'switch-off': {
    destination: thing('destination', false),
    source: thing('source', false),
    filter: thing('destination filter', false),
    mapping: thing('mapping', false),
    actor: text('the local part of a user, or a token'),
  },
  late: { seconds: { ...number(0, 86_400), required: true } },
};

const switchable = ['destination', 'source', 'filter', 'mapping'];
/** More than any trial needs: each is held against every stretch of time. */
const mostAtOnce = 100;
const longest = 7 * 86_400;
const whenWords = `seconds from now, from 0 to ${longest}, or text such as "+1m30s"`;

/**
 * Reads incidents out of JSON: one, or a list.
 * @throws RangeError naming the field, its value and what is allowed
 */
export function readIncidents(value: unknown): readonly AskedIncident[] {
  const given = isRow(value) && 'incidents' in value ? value.incidents : value;
  const list = Array.isArray(given) ? given : [given];
  if (list.length > mostAtOnce) throw new RangeError(`incidents must be ${mostAtOnce} at most, not ${list.length}`);
  return list.map((each, at) => readIncident(each, Array.isArray(given) ? `incidents[${at}]` : 'incident'));
}

function readIncident(value: unknown, where: string): AskedIncident {
  if (!isRow(value)) throw new RangeError(`${where} must be an object such as {"kind": "volume", "source": "web"}`);
  const { kind, from, to, ...fields } = value;
  const known = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds] : undefined;
  if (!known) throw new RangeError(`${where}.kind ${shown(kind)} must be one of ${Object.keys(kinds).join(', ')}`);
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(known, name))
      throw new RangeError(`${where}.${name} is unknown; a ${kind} has ${Object.keys(known).join(', ')}, from, to`);
  }
  const read = Object.entries(known).flatMap(([name, { check, words, fallback, required }]) => {
    const field = fields[name] ?? fallback;
    if (field === undefined && !required) return [];
    if (!check(field)) throw new RangeError(`${where}.${name} ${shown(field)} must be ${words}`);
    return [[name, field] as const];
  });
  if (kind === 'switch-off' && read.filter(([name]) => switchable.includes(name)).length !== 1)
    throw new RangeError(`${where} must name one of ${switchable.join(', ')}`);
  const begins = from === undefined ? 0 : readMoment(from, `${where}.from`);
  const ends = to === undefined ? undefined : readMoment(to, `${where}.to`);
  if (ends !== undefined && ends <= begins) throw new RangeError(`${where}.to ${shown(to)} must be later than from`);
  return { effect: { kind, ...Object.fromEntries(read) } as Effect, from: begins, to: ends };
}

/**
 * Reads a moment as ms from now.
 * @throws RangeError naming the field, its value and what is allowed
 */
export function readMoment(value: unknown, where: string): number {
  const seconds =
    typeof value === 'string' && /^\+(\d{1,9}[dhms])+$/.test(value) ? duration(value.slice(1)) / second : value;
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= longest))
    throw new RangeError(`${where} ${shown(value)} must be ${whenWords}`);
  return seconds * second;
}

/** An effect as the control path shows it. */
export function incidentRow({ id, effect, from, to }: Incident, now: number): Row {
  return {
    id,
    ...effect,
    from: iso(from),
    to: Number.isFinite(to) ? iso(to) : null,
    state: to <= now || to === from ? 'over' : from > now ? 'waiting' : 'on',
  };
}

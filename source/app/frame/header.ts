import { clock, clockText, zoneText } from '../../domain/format.ts';
import type { WireState } from '../../domain/queries.ts';
import { type SafeText, t, word } from '../../domain/text.ts';
import type { Hit } from '../../theme/hit.ts';
import { between, type Line, line, lineWidth, type Span, span } from '../../theme/line.ts';
import { remembered } from '../../views/kit/remembered.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { notifications } from '../../workspace/audit/notifications.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import type { Scene } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';
import { type Age, dataAge, paced } from './age.ts';
import { rateSpan } from './rate.ts';

const periodNames = { '24h': t`Last 24 Hours`, '7d': t`Last 7 Days` } as const;

/**
 * Workspace, mode, age of the data, period and requests, on every page. On a narrow screen the name of the workspace is cut
 * last.
 */
export function header(runtime: Runtime, { context }: Scene, needs: readonly Need[], width: number): Line {
  const state = runtime.store.getState();
  const wire = runtime.backend.wire();
  const make = () => headerOf(runtime, context, needs, width, wire);
  if (state.past !== undefined) return make();
  const { requestsPerMinute, queued, clockAhead, pausedUntil, limitedUntil } = wire;
  const parts = [
    ...[
      needs,
      width,
      runtime,
      runtime.session,
      runtime.session.write,
      context.session,
      context.glyphs,
      context.now,
      context.overview,
    ],
    ...[context.local, state.data, state.refreshing, state.paused, state.pace, state.watchedSince],
    ...[requestsPerMinute, queued, clockAhead, pausedUntil, limitedUntil],
  ];
  return headers(context, parts, make);
}

/** The same at most keys. */
const headers = remembered<Line>();

function headerOf(
  runtime: Runtime,
  context: ViewContext,
  needs: readonly Need[],
  width: number,
  wire: WireState,
): Line {
  const { session, store, glyphs } = runtime;
  const state = store.getState();
  const { workspace } = context.overview;
  const name: Span = {
    ...span(workspace?.name ?? (session.kind === 'demo' ? t`mock workspace` : t`…`), 'strong'),
    hit: { kind: 'command', id: 'workspaces' },
  };
  const where = span(t` ${glyphs.descending} ${context.session.where}`, 'dim');
  const marks = apart([
    session.kind === 'demo' ? span(t`DEMO`, 'warn') : undefined,
    session.write ? span(t`WRITE`, 'bad') : undefined,
    state.past === undefined ? undefined : span(t`AS OF ${clock(state.past, runtime.clock.now())}`, 'bad'),
    state.paused ? span(t`PAUSED`, 'warn') : undefined,
  ]);
  const mode = [...marks, ...apart([clockSpan(wire.clockAhead)])];
  if (state.past !== undefined) return pastHeader(runtime, { name, where, mode, marks, wire }, width);
  const [bellWords, bell] = [bellOf(context, t` new`), bellOf(context, t``)];
  // Whoever sits far from the host reads its times: which zone they are in is said once.
  const zone = span(t`  ${zoneText(context.now)}`, 'dim');
  const age = ages(
    context,
    [needs, state.data, state.refreshing, context.now, runtime, wire.pausedUntil, wire.limitedUntil, state.pace],
    () => paced(dataAge(state, context, needs, wire), runtime, needs),
  );
  const hit: Hit = { kind: 'command', id: 'period' };
  const period: Span = { ...span(periodNames[state.period], 'strong'), hit };
  const short: Span = { ...span(word(state.period), 'strong'), hit };
  const rate = rateSpan(wire, context.now);
  const lefts = [line(span(t` segtop  `, 'accent'), name, where), line(t` `, name, where), line(t` `, name)] as const;
  const room = lefts.map((left) => width - lineWidth(left));
  const since = state.watchedSince;
  const watched = since === undefined ? [] : [span(t`watched since ${clock(since, context.now)}   `, 'dim')];
  const after = [t`   `, period, zone] as const;
  // From all that there is to say to the least, each made only where those before it do not fit: nearly always the first does.
  const rights: readonly (() => Line)[] = [
    () => line(...mode, ...bellWords, ...watched, age.long, ...after, rate),
    () => line(...mode, ...bell, ...watched, age.long, ...after, rate),
    () => line(...mode, ...bellWords, age.long, ...after, rate),
    () => line(...mode, ...bell, age.long, ...after, rate),
    () => line(...mode, ...bell, age.long, t`   `, period, rate),
    () => line(...mode, ...bellWords, age.long, ...after, t` `),
    () => line(...mode, ...bell, age.long, ...after, t` `),
    () => line(...tight(mode), ...tight(bell), age.long, t`  `, period, zone, t` `),
    () => line(...mode, ...bell, age.long, t`  `, short, zone, t` `),
    () => line(...mode, ...bell, age.long, t`  `, short, t` `),
    () => line(...mode, ...bell, age.short, t`  `, short, t` `),
    () => line(...mode, age.short, t`  `, short, t` `),
    () => line(...tight(marks), age.short, t` `, short, t` `),
  ];
  const tried = [
    ...rights.slice(0, 9).map((right) => [0, right] as const),
    ...rights.slice(8, 10).map((right) => [1, right] as const),
    ...rights.slice(9, 12).map((right) => [2, right] as const),
  ];
  for (const [left, right] of tried) {
    const made = right();
    if (lineWidth(made) < room[left]!) return between(lefts[left], made, width);
  }
  const least = rights.slice(-2).map((right) => right());
  const right = least.find((made) => lineWidth(made) + leastName <= width) ?? least[1]!;
  return between(lefts[2], right, width);
}

/** Columns of a name that is cut, so that it can still be recognised. */
const leastName = 6;

/** Each that there is, with room behind it. */
const apart = (parts: readonly (Span | undefined)[]): Span[] =>
  parts.flatMap((part) => (part ? [part, span(t`   `)] : []));

/** With less room between its parts. */
const tight = (parts: readonly Span[]): Span[] => parts.map((part) => (/^ {3}$/.test(part.text) ? span(t`  `) : part));

interface PastParts {
  readonly name: Span;
  readonly where: Span;
  readonly mode: readonly Span[];
  /** The same without what is wrong with the clock. */
  readonly marks: readonly Span[];
  readonly wire: WireState;
}

/** Of a moment of the past: nothing has an age, and nobody is told of anything. */
function pastHeader(
  { store, clock: { now } }: Runtime,
  { name, where, mode, marks, wire }: PastParts,
  width: number,
): Line {
  const { period } = store.getState();
  const long = span(period === '24h' ? t`24 hours to then` : t`7 days to then`, 'strong');
  const short = span(word(period), 'strong');
  const zone = span(t`  ${zoneText(now())}`, 'dim');
  const tried = [
    [line(span(t` segtop  `, 'accent'), name, where), line(...mode, long, zone, rateSpan(wire, now()))],
    [line(span(t` segtop  `, 'accent'), name, where), line(...mode, long, zone, t` `)],
    [line(t` `, name, where), line(...mode, short, zone, t` `)],
    [line(t` `, name), line(...mode, short, zone, t` `)],
    [line(t` `, name), line(...marks, short, zone, t` `)],
  ] as const;
  const [left, right] = tried.find(([a, b]) => lineWidth(a) + lineWidth(b) < width) ?? tried[4];
  return between(left, right, width);
}

/** Shown where the clock of this machine is wrong by more than a minute, since times on screen follow the server's clock. */
function clockSpan(ahead: number | undefined): Span | undefined {
  const text = clockText(ahead);
  return text === undefined ? undefined : span(text, 'warn');
}

/** Thousands of reads are inspected for it, so only once for each change of data and not for each key. */
const ages = remembered<Age>();

const unseen = remembered<number>();

/** The bell of G-01: how much others did that was not looked at; nothing where nothing is new. */
function bellOf({ overview, read, session, local, glyphs }: ViewContext, what: SafeText): Span[] {
  const items = overview.activity.data?.items;
  const parts = [items, session.me, local.notifications];
  const unread = unseen({ read }, parts, () => notifications(items ?? [], session.me, local.notifications).unread);
  // There may be more beyond the newest events: the trail of a busy period is longer than what is read of it.
  const more = overview.activity.data?.next === undefined ? t`` : t`+`;
  return unread > 0
    ? [span(t`${glyphs.bell}${glyphs.ascii ? t`:` : t` `}${unread}${more}${what}`, 'info'), span(t`   `)]
    : [];
}

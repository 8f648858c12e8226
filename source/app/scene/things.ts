import type { Thing } from '../../actions/environment.ts';
import type { VolumeRow } from '../../domain/delivery/counts.ts';
import { knownCodes } from '../../domain/delivery/discard-reasons/index.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { pages, type Target } from '../../state/pages.ts';
import { remembered, sameParts } from '../../views/kit/remembered.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { loadedViews } from '../../views/loaded.ts';
import * as resources from '../../workspace/resources/common.ts';
import * as reads from '../../workspace/resources/pages.ts';
import { blockedEvents, eventTotals } from '../../workspace/resources/violations.ts';
import type { Overview } from '../../workspace/watch/overview.ts';

const found = remembered<readonly Thing[]>();

/** Everything that has been read and has a page (G-01); computed again only when data has changed. */
export function things(context: ViewContext): readonly Thing[] {
  const { overview } = context;
  const views = loadedViews();
  return found(context, [overview, views.length], () => {
    const known = new Set(views.map(({ id }) => id));
    const all = [...inventory(context), ...planned(context), ...events(context), ...codes(overview)];
    return all.filter(({ target }) => known.has(target.view));
  });
}

const thing = (kind: SafeText, name: SafeText, target: Target, more: More = {}): Thing => ({
  kind,
  name,
  ...more,
  target,
});

type More = Pick<Thing, 'names' | 'severity'>;

/** The severity of everything that triage lists, by `connection:ID`, `source:ID` and `warehouse:ID`. */
function severities({ triage }: Overview): ReadonlyMap<string, number> {
  const worst = new Map<string, number>();
  for (const item of triage) {
    const key = item.kind === 'violations' ? `source:${item.row.source.id}` : item.id;
    worst.set(key, Math.max(item.severity, worst.get(key) ?? 0));
  }
  return worst;
}

/** Among thousands, things that have not changed stay the same objects. */
const keptThings = new WeakMap<object, { readonly thing: Thing; readonly parts: readonly unknown[] }>();

/** @param parts what it is made of beside the object itself, which may be read at other times */
function kept(of: object, parts: readonly unknown[], make: () => Thing): Thing {
  const known = keptThings.get(of);
  if (known && sameParts(known.parts, parts)) return known.thing;
  const made = make();
  keptThings.set(of, { thing: made, parts });
  return made;
}

function inventory({ overview, read, glyphs }: ViewContext): Thing[] {
  const { flow, fleet, storage } = overview;
  const worst = severities(overview);
  return [
    ...flow.flows.map(({ source }) => {
      const severity = worst.get(`source:${source.id}`);
      return kept(source, [severity], () => thing(t`source`, source.name, pages.source.at(source.id), { severity }));
    }),
    ...fleet.connections.map(({ id, destination, source }) => {
      const severity = worst.get(`connection:${id}`);
      const of = (name: SafeText) =>
        thing(t`destination`, name, pages.destination.at(id), { severity, names: [destination.name] });
      return source
        ? kept(destination, [severity, source.name, glyphs], () =>
            of(t`${destination.name} ${glyphs.left} ${source.name}`),
          )
        : of(destination.name);
    }),
    ...storage.map(({ warehouse: { id, name } }) =>
      thing(t`warehouse`, name, pages.warehouse.at(id), { severity: worst.get(`warehouse:${id}`) }),
    ),
    ...(read(resources.functions).data ?? []).map(({ id, name }) => thing(t`function`, name, pages.function.at(id))),
  ];
}

function planned({ read }: ViewContext): Thing[] {
  const spaces = read(reads.spaces).data ?? [];
  return [
    ...(read(resources.trackingPlans).data ?? []).map(({ id, name }) =>
      thing(t`tracking plan`, name, pages.trackingPlan.at(id)),
    ),
    ...spaces.flatMap(({ id: space }) => [
      ...(read(reads.audiences(space)).data ?? []).map(({ id, name }) =>
        thing(t`audience`, name, pages.audience.at(id, space)),
      ),
      ...(read(reads.computedTraits(space)).data ?? []).map(({ id, name }) =>
        thing(t`trait`, name, pages.trait.at(id, space)),
      ),
    ]),
  ];
}

/** The types that each event is sent with; one without a type is a track call. */
function typesByName(rows: readonly Pick<VolumeRow, 'eventName' | 'eventType'>[]): ReadonlyMap<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  for (const { eventName: event = '', eventType: type = 'track' } of rows)
    types.set(event, (types.get(event) ?? new Set()).add(type));
  return types;
}

/** Names of events: those that sources sent, those that were blocked, and those that plans know. */
function events({ overview: { flow }, read, period }: ViewContext): Thing[] {
  const found: Thing[] = [];
  const seen = new Set<string>();
  /** @param of what the name is one of: a type of a source, or a plan */
  const add = (name: string, of: string, from: SafeText, target: Target) => {
    const key = `${of} ${name}`;
    if (name === '' || seen.has(key)) return;
    seen.add(key);
    found.push(thing(t`event`, t`${sanitise(name)} · ${from}`, target, { names: [name] }));
  };
  const sent = new Map<string, VolumeRow[]>();
  for (const row of read(reads.eventNames(period)).data ?? [])
    if (row.sourceId !== undefined) sent.set(row.sourceId, [...(sent.get(row.sourceId) ?? []), row]);
  for (const { source } of flow.flows) {
    const { id, name } = source;
    const rows = [
      ...(sent.get(id) ?? []),
      ...(read(eventTotals(period, id)).data ?? []),
      ...(read(blockedEvents(period, id)).data?.rows ?? []).map(({ by }) => by),
    ];
    for (const [event, all] of typesByName(rows))
      for (const type of all) {
        const from = all.size > 1 ? t`${name} · ${sanitise(type)}` : name;
        add(event, `${id} ${type}`, from, pages.violationList.at({ source: id, type, event }));
      }
  }
  for (const { id, name } of read(resources.trackingPlans).data ?? [])
    for (const { key } of read(reads.trackingPlanRules(id)).data ?? []) add(key, id, name, pages.trackingPlan.at(id));
  return found;
}

/** Codes of errors: those that are documented, and those that connections fail with. */
function codes({ fleet }: Overview): Thing[] {
  const all = new Map<string, SafeText>(knownCodes().map(({ code, reason }) => [code, reason.label]));
  for (const { reason } of fleet.failing) if (reason !== undefined && !all.has(reason)) all.set(reason, reason);
  return [...all].map(([code, label]) =>
    thing(t`error code`, label === code ? sanitise(code) : t`${sanitise(code)} ${label}`, pages.errorCode.at(code), {
      names: [code],
    }),
  );
}

import { type Tab, tabs } from '../components/tabs.ts';
import { ago } from '../domain/format.ts';
import { type SafeText, t } from '../domain/text.ts';
import { minute } from '../domain/time.ts';
import { command, keymap } from '../keys/keymap.ts';
import { keyLabel } from '../keys/labels.ts';
import type { AppState } from '../state/store.ts';
import { between, fit, type Line, line, type Span, span } from '../theme/line.ts';
import { viewOf, views } from '../views/registry.ts';
import type { ViewContext } from '../views/view.ts';
import { problemText } from '../views/words.ts';
import type { Need } from '../workspace/resource.ts';
import * as resources from '../workspace/resources.ts';
import type { Scene } from './context.ts';
import type { Runtime } from './runtime.ts';

const periodNames = { '24h': t`Last 24 Hours`, '7d': t`Last 7 Days` } as const;

/** Workspace, mode, age of the data, period and the cost on the wire: always true, on every page. */
export function header(runtime: Runtime, { context }: Scene, needs: readonly Need[], width: number): Line {
  const { session, store, backend, glyphs } = runtime;
  const state = store.getState();
  const { workspace } = context.overview;
  const name = workspace?.name ?? (session.kind === 'demo' ? t`mock workspace` : t`…`);
  const left = line(
    span(t` segtop  `, 'accent'),
    span(name, 'strong'),
    span(t` ${glyphs.descending} ${session.where}`, 'dim'),
  );
  const mode: Span[] = [
    ...(session.kind === 'demo' ? [span(t`DEMO`, 'warn'), span(t`   `)] : []),
    ...(session.write ? [span(t`WRITE`, 'bad'), span(t`   `)] : []),
    ...(state.paused ? [span(t`PAUSED`, 'warn'), span(t`   `)] : []),
  ];
  const rate = t`${backend.wire().requestsPerMinute} req/min `;
  const right = line(
    ...mode,
    updated(state, context, needs),
    t`   `,
    span(periodNames[state.period], 'strong'),
    t`   `,
    span(rate, 'dim'),
  );
  const narrow = line(...mode, updated(state, context, needs), span(t` ${state.period as SafeText} `, 'strong'));
  return between(left, width >= 90 ? right : narrow, width);
}

/** Data that is renewed each minute tells the age of a page; inventory and usage move by the hour. */
function updated(state: AppState, { read, now }: ViewContext, needs: readonly Need[]): Span {
  const live = needs
    .filter(({ resource }) => resource.every <= minute && resource.key !== 'workspace')
    .map(({ resource }) => read(resource));
  const times = live.flatMap(({ fetchedAt }) => (fetchedAt === undefined ? [] : [fetchedAt]));
  if (times.length === 0)
    return live.some(({ error }) => error) ? span(t`No data yet`, 'warn') : span(t`Reading…`, 'dim');
  const oldest = Math.min(...times);
  const failing = live.some(({ error }) => error);
  const waiting =
    state.refreshing !== undefined &&
    live.some(({ fetchedAt, status, error }) => !error && status === 'loading' && (fetchedAt ?? 0) < state.refreshing!);
  if (waiting) return span(t`Updating…`, 'info');
  return failing ? span(t`Stale since ${ago(oldest, now)}`, 'warn') : span(t`Updated ${ago(oldest, now)}`, 'dim');
}

/** The pages of the bar; where a deeper page is open, the way that led to it. */
export function pageBar({ context: { place } }: Scene, state: AppState, width: number): Line {
  const items = views.flatMap((view): Tab[] =>
    view.page ? [{ id: view.id, label: view.page.label, key: view.page.key as SafeText }] : [],
  );
  const root = state.stack.find(({ view }) => items.some(({ id }) => id === view) && view !== 'home')?.view ?? 'home';
  return tabs(items, items.some(({ id }) => id === place.view) ? place.view : root, width);
}

/** Home › Destinations › Braze ← Web, with the filter a place carries. */
export function crumbs({ context }: Scene, state: AppState, width: number): Line {
  const parts = state.stack.flatMap((place, index): Span[] => {
    const last = index === state.stack.length - 1;
    const filter = place.panes.list?.filter;
    const title = viewOf(place.view).title({ ...context, place });
    return [
      ...(index > 0 ? [span(t` › `, 'dim')] : [span(t` `)]),
      span(title, last ? 'strong' : 'dim'),
      ...(filter ? [span(t` /${filter as SafeText}`, 'match')] : []),
    ];
  });
  return fit(line(...parts), width);
}

/** What is wrong with the connection as a whole; single panels tell their own troubles. */
export function banner(runtime: Runtime, { context }: Scene): Line | undefined {
  const { error } = context.read(resources.workspace);
  if (!error) return undefined;
  const closed = error.kind === 'no-access' || error.kind === 'not-in-plan';
  const what = closed ? t`The token was refused` : problemText(error);
  const detail = error.message === '' ? t`` : t`: ${error.message}`;
  return line(
    span(t` ${runtime.glyphs.partial} ${what}${detail}`, closed ? 'bad' : 'warn'),
    span(t`  tried again by itself`, 'dim'),
  );
}

const hintOrder = [
  'row.open',
  'pane.next',
  'page.triage',
  'page.worst',
  'filter',
  'period',
  'refresh',
  'palette',
  'help',
  'quit',
] as const;

/** Key hints from the keymap, or a message for a few seconds. */
export function footer(runtime: Runtime, { panes }: Scene, state: AppState, width: number): Line {
  const { toast } = state;
  if (toast && toast.until > runtime.clock.now()) return fit(line(t` `, span(toast.text, toast.tone)), width);
  const { ascii } = runtime.glyphs;
  const hints = hintOrder.flatMap((id): Span[] => {
    const { keys, hint } = command(id);
    if (id === 'pane.next' && panes.length < 2) return [];
    if (id === 'filter' && panes[0]?.scope === 'home') return [];
    return [
      span(keyLabel(keys[0]!, ascii), 'key'),
      span(t` ${id === 'quit' && state.stack.length === 1 ? t`quit` : (hint as SafeText)}  `, 'dim'),
    ];
  });
  const move = [span(ascii ? t`j/k` : t`↑↓`, 'key'), span(t` move  `, 'dim')];
  return fit(line(t` `, ...move, ...hints), width);
}

/** Commands in the order of the help. */
export const helpGroups = ['Pages', 'Move', 'Look', 'Data', 'Act', 'Program'] as const;

export function helpLines(ascii: boolean): Line[] {
  return helpGroups.flatMap((group) => [
    line(span(group as string as SafeText, 'accent')),
    ...keymap
      .filter((entry) => entry.group === group)
      .map(({ keys, title }) =>
        line(
          span(
            t`  ${
              keys
                .map((key) => keyLabel(key, ascii))
                .join(' ')
                .padEnd(14) as SafeText
            }`,
            'key',
          ),
          span(title as string as SafeText),
        ),
      ),
    line(),
  ]);
}

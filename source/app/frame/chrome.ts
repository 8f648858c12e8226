import { type Tab, tabs } from '../../components/tabs.ts';
import { priority } from '../../domain/queries.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { commandIn } from '../../keys/keymap.ts';
import type { AppState } from '../../state/store.ts';
import type { Hit } from '../../theme/hit.ts';
import { fit, type Line, line, type Span, span } from '../../theme/line.ts';
import { isClosed } from '../../views/kit/need-states.ts';
import { remembered } from '../../views/kit/remembered.ts';
import { isAvailable, type View } from '../../views/kit/view.ts';
import { problemText } from '../../views/kit/words.ts';
import { barPages, loadedViews, viewOf } from '../../views/loaded.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import * as resources from '../../workspace/resources/common.ts';
import type { Scene } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';

const needsOf = new WeakMap<readonly View[], readonly Need[]>();

/** The reads that tell which pages the workspace has, wanted wherever the bar is shown. */
export function barNeeds(): readonly Need[] {
  const views = loadedViews();
  const known = needsOf.get(views);
  if (known) return known;
  const needs = views.flatMap(({ page, gate }): Need[] =>
    page && gate ? [{ resource: gate, priority: priority.rest }] : [],
  );
  needsOf.set(views, needs);
  return needs;
}

/** The pages of the bar that the workspace has (O-06); where a deeper page is open, the way that led to it. */
export function pageBar({ context }: Scene, state: AppState, width: number): Line {
  const pages = barPages().filter(({ id }) => isAvailable(viewOf(id), context));
  const onPages = state.stack.filter(({ view }) => view !== 'home' && barPages().some(({ id }) => id === view));
  const open = (onPages.find(({ view }) => view === context.place.view) ?? onPages[0])?.view ?? 'home';
  return bars(context, [open, width, state.keymap, ...pages.map(({ id }) => id)], () => {
    const items = pages.map(({ id, page }): Tab => {
      const command = `page.${id}`;
      return { id, label: page.label, key: keyOf(command, page.key, state), hit: { kind: 'command', id: command } };
    });
    return tabs(items, open, width, moreOf(state));
  });
}

const bars = remembered<Line>();

/** Where the pages are that have no room on the bar: the help lists them first. */
function moreOf(state: AppState): readonly Span[] {
  const key = keyOf('help', '?', state);
  const hit: Hit = { kind: 'command', id: 'help' };
  return key === undefined ? [] : [span(t` `), { ...span(key, 'key'), hit }, { ...span(t` more`, 'dim'), hit }];
}

/** The key of a page as the user has it; none where it was taken away. */
function keyOf(id: string, usual: string, { keymap }: AppState): SafeText | undefined {
  const command = commandIn(keymap, id);
  const key = command ? command.keys[0] : usual;
  return key === undefined ? undefined : sanitise(key);
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
      ...(filter ? [span(t` /${sanitise(filter)}`, 'match')] : []),
    ];
  });
  return fit(line(...parts), width);
}

/** A problem of the connection as a whole; problems of single reads are shown by their panels. */
export function banner(runtime: Runtime, { context }: Scene): Line | undefined {
  const { error } = context.read(resources.workspace);
  if (!error) return undefined;
  const mark = runtime.glyphs.partial;
  const detail = error.message === '' ? t`` : t`: ${error.message}`;
  if (!isClosed(error))
    return line(span(t` ${mark} ${problemText(error)}${detail}`, 'warn'), span(t`  tried again by itself`, 'dim'));
  // A token that is unknown and one of another region get the same answer, and the remedy is the same. What to do stands before
  // the server's words.
  const why = error.status === 401 ? t`unknown, expired or of another region` : t`it may not read this workspace`;
  return line(
    span(t` ${mark} The token was refused (${error.status}): ${why}`, 'bad'),
    span(t`  segtop login ${context.session.profile}`, 'key'),
    span(t` takes another${detail}`, 'dim'),
  );
}

import { ofEach } from '../../domain/of-each.ts';
import { minute, type Period } from '../../domain/time.ts';
import { keyNames } from '../../keys/labels.ts';
import { type Place, paneState, rowKeys, selectedIndex } from '../../state/place.ts';
import { place } from '../../state/store.ts';
import { remembered, sameParts } from '../../views/kit/remembered.ts';
import type { Pane, PaneView, Session, View, ViewContext } from '../../views/kit/view.ts';
import { viewOf } from '../../views/loaded.ts';
import { readingOf } from '../../workspace/polling/changes/reading.ts';
import type { Read } from '../../workspace/polling/read.ts';
import { closedRead } from '../../workspace/resources/closed-read.ts';
import { alertedSources } from '../../workspace/watch/alerts/reports.ts';
import { type Overview, overview } from '../../workspace/watch/overview.ts';
import type { Runtime } from './runtime.ts';
import { located } from './session.ts';

const noAlerts: ViewContext['alerts'] = [];
const noLog: ViewContext['log'] = [];

/** Asked at every key; most changes of alerts concern no source. */
const alertedOf = ofEach((alerts: ViewContext['alerts']) => {
  const ids = alertedSources(alerts);
  return { ids, text: [...ids].join() };
});

/** The view on top with everything it needs, computed once per change. */
export interface Scene {
  readonly view: View;
  readonly context: ViewContext;
  readonly model: unknown;
  readonly panes: readonly Pane[];
}

/** Builds scenes; the overview of the workspace is computed only when data, period or clock moved. */
export function sceneBuilder(runtime: Runtime): (at?: Place) => Scene {
  const { poller } = runtime;
  const opened = () => closedRead(readingOf(poller));
  /** What is kept for a screen belongs to its reads: those of another moment share nothing with them. */
  const live = opened();
  let past: { readonly at: number; readonly read: Read } | undefined;
  const readAt = (at: number | undefined): Read => {
    poller.goTo?.(at);
    if (at === undefined) return live;
    if (past?.at !== at) past = { at, read: opened() };
    return past.read;
  };
  const sessionFor = remembered<Session>();
  const session = (): Session => {
    const { region } = runtime.backend.wire();
    return sessionFor({ read: live }, [region, runtime.session], () => located(runtime.session, region));
  };
  /** One of each period: who compares two goes there and back. */
  const last: Partial<Record<Period, { readonly key: readonly unknown[]; readonly overview: Overview }>> = {};
  const current = (read: Read): Overview => {
    // The data of the last change that listeners heard of, not of this moment: a key does not wait until thousands of reads are
    // processed.
    const {
      period,
      now,
      data,
      local: { privacy },
      past: at,
      alerts,
    } = runtime.store.getState();
    const { allowance } = runtime.session;
    // Where nothing was read the picture is worked out each minute, as the times in it are to the minute; ages on screen follow `now` itself.
    const { ids, text } = alertedOf(at === undefined ? alerts : noAlerts);
    const key = [data, Math.floor(now / minute), privacy, allowance, read, text];
    const known = last[period];
    if (known && sameParts(known.key, key)) return known.overview;
    const made = { key, overview: overview(read, period, now, allowance, privacy, ids) };
    last[period] = made;
    return made.overview;
  };
  // As of the last change of the data: a request that is answered changes nothing on screen by itself.
  const told = remembered<ViewContext['log']>();
  const logOf = (view: string, data: number): ViewContext['log'] =>
    view === 'log' && runtime.recentLog ? told({ read: live }, [data], runtime.recentLog) : noLog;
  return (at) => {
    const state = runtime.store.getState();
    const top = at ?? place(state);
    const read = readAt(state.past);
    const view = viewOf(top.view);
    const context: ViewContext = {
      overview: current(read),
      read,
      period: state.period,
      now: state.now,
      place: top,
      favorites: state.favorites,
      workspaces: state.workspaces,
      local: state.local,
      // What is kept are the alerts of now.
      alerts: state.past === undefined ? state.alerts : noAlerts,
      alertTroubles: state.alertTroubles,
      log: logOf(top.view, state.data),
      session: session(),
      glyphs: runtime.glyphs,
      keyOf: keyNames(state.keymap, runtime.glyphs.ascii),
    };
    const model = view.model(context);
    return { view, context, model, panes: view.panes(model, context) };
  };
}

/** Panes with their selection resolved against the current rows. */
export function paneViews({ panes, context: { place: top } }: Scene): PaneView[] {
  const focused = Math.min(top.pane, panes.length - 1);
  return panes.map((pane, index) => {
    const state = paneState(top, pane.id);
    const at = selectedIndex(state, rowKeys(pane.rows), pane.initial);
    return { ...pane, state, selectedKey: pane.rows[at]?.key, focused: index === focused };
  });
}

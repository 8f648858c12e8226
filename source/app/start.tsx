import { render } from 'ink';
import { hasExpression, loadEngine } from '../domain/filter/engine.ts';
import { second } from '../domain/time.ts';
import { redactedLines } from '../log/redact.ts';
import { open } from '../state/navigation.ts';
import { whereOf } from '../storage/last-syncs.ts';
import { loadViews } from '../views/loaded.ts';
import { whenQuiet } from '../workspace/polling/changes/when-quiet.ts';
import * as resources from '../workspace/resources/common.ts';
import { failingIds } from '../workspace/watch/failed-last-time.ts';
import { App, type AppProps } from './app.tsx';
import type { Dashboard, Setup } from './build.ts';
import type { Ending } from './ending.ts';
import { manyNeeds } from './frame/wanted.ts';
import { windowTitle } from './frame/window-title.ts';
import type { OwnTerminal } from './input/own-terminal.ts';
import { keptCatalog } from './kept/catalog.ts';
import { keptSyncs } from './kept/syncs.ts';
import { notifier } from './notifier.ts';
import { whenChosen } from './overlays/workspaces/choice.ts';
import { rehearse } from './rehearsal.ts';
import { followConfig } from './reload.ts';

/** Ages on screen move in steps of ten seconds, so the clock does too (rule 243). */
const clockStep = 10 * second;

/** Files, code and network that the first frame can do without. */
async function begin(
  { screen, documents, runtime, poller, problems, store, memory, logs }: Dashboard,
  setup: Setup,
  isOver: () => boolean,
  ends: (() => void)[],
): Promise<void> {
  const { cacheDir } = setup.paths;
  // A filter that was left on may hold a pattern.
  if (Object.values(store.getState().filters).some(hasExpression)) void loadEngine().then(() => screen.update());
  const loaded = loadViews().then(() => {
    if (setup.at) store.setState(open(store.getState(), setup.at));
    screen.update();
  });
  await Promise.all([loaded, documents.open()]);
  // A workspace that is known from an earlier start was there before what the user keeps of it.
  const { data } = poller.snapshot(resources.workspace);
  if (data) store.setState(documents.load(data.id));
  void keptCatalog({
    ...{ cacheDir, session: runtime.session, poller },
    now: runtime.clock.now,
    report: problems.report,
  }).then(store.subscribe);
  await whenChosen(store, setup.settings);
  await memory.ready();
  // After the store, which knows more of them.
  const where = setup.settings.mode === 'demo' ? undefined : whereOf(setup.settings);
  void keptSyncs({ cacheDir, where, poller, now: runtime.clock.now, report: problems.report }).then((look) => {
    look();
    store.subscribe(({ data }, before) => data === before.data || look());
  });
  // Whatever begins after the end would go on for ever.
  if (isOver()) return;
  if (!store.getState().paused) poller.resume();
  logs.begin();
  ends.push(rehearse(runtime, () => screen.scene.context.overview.fleet));
}

/**
 * Looks at the alerts, in a turn of its own and when keys rest: of thousands of connections that takes as long as a frame. Asked for
 * again before that it is done once.
 */
function judging({ alerts, store, runtime, screen }: Dashboard): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    const isBusy = () => screen.scene.context.overview.fleet.listed.length >= manyNeeds && screen.pace.isBusy;
    whenQuiet(
      runtime.clock,
      isBusy,
      () => {
        isAsked = false;
        // What is shown of then is no news.
        if (store.getState().past === undefined) alerts.look(screen.scene.context);
      },
      0,
    );
  };
}

/** What happens whenever data has changed. */
function follower(dashboard: Dashboard, ring: () => void, judge: () => void): () => void {
  const { poller, reads, documents, memory, store, runtime, screen } = dashboard;
  const notify = notifier(runtime, ring);
  let known: string | undefined;
  return () => {
    const id = poller.snapshot(resources.workspace).data?.id;
    const loaded = id !== undefined && id !== known ? documents.load(id) : {};
    known = id ?? known;
    memory.follow();
    const { past } = store.getState();
    if (past === undefined) documents.remember(failingIds(screen.scene.context.overview));
    const watchedSince = memory.current()?.store.watched();
    store.setState({ data: reads.version, now: past ?? runtime.clock.now(), watchedSince, ...loaded });
    // What is shown of then is no news.
    if (past !== undefined) return;
    notify(screen.scene.context);
    judge();
  };
}

/** Begins to draw and to read. Resolves when the dashboard has ended and the terminal is what it was. */
export async function start(dashboard: Dashboard, terminal: OwnTerminal, setup: Setup): Promise<Ending> {
  const { store, runtime, screen, environment, poller, reads, memory, logs, alerts, ended, problems } = dashboard;
  const { modes } = terminal;
  let next: string | undefined;
  let isOver = false;
  /** What ends with the dashboard, of what began after the first frame. */
  const ends: (() => void)[] = [];
  const onReady: AppProps['onReady'] = (ink) => {
    terminal.ready(ink);
    void ended.then((name) => {
      next = name;
      terminal.leave();
      ink.exit();
    });
    void begin(dashboard, setup, () => isOver, ends);
  };
  const judge = judging(dashboard);
  dashboard.onData = follower(dashboard, () => modes.write('\u0007'), judge);
  const titled = windowTitle(modes, () => screen.scene.context.overview);
  screen.subscribe(() => {
    if (store.getState().past === undefined) titled();
  });
  // With several workspaces and none chosen yet, the list of them comes first.
  if (!setup.settings.choose) await memory.last();
  store.setState({ data: reads.version });
  screen.update();
  screen.paintOn(terminal.rows);
  const instance = render(
    <App runtime={runtime} screen={screen} environment={environment} keyboard={terminal.keyboard} onReady={onReady} />,
    {
      stdin: terminal.stdin,
      stdout: terminal.stdout,
      alternateScreen: true,
      // The output gets whole frames: the cell diff finds what changed, so no frame depends on what a resize may have removed.
      incrementalRendering: false,
      // Rows do not pass through Ink; what does is a dialog that follows a key, or a spinner.
      maxFps: 1000,
      interactive: true,
      patchConsole: false,
      exitOnCtrlC: false,
    },
  );
  dashboard.relook(setup.settings);
  const unfollow = followConfig(dashboard, terminal, setup);
  const tick = setInterval(() => {
    const watchedSince = memory.current()?.store.watched();
    if (store.getState().past !== undefined) return store.setState({ watchedSince });
    store.setState({ watchedSince, now: runtime.clock.now() });
    judge();
  }, clockStep);
  try {
    await instance.waitUntilExit();
    return { code: 0, next };
  } catch (thrown) {
    // Ink draws its error overview on the alternate screen, where it is lost, so the error is printed after that is left.
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    process.stderr.write(`segtop ended by a fault:\n${redactedLines(text).join('\n')}\n`);
    return { code: 1 };
  } finally {
    isOver = true;
    for (const end of ends) end();
    // Changes of an open dialog that are not sent yet are taken back, so that nothing is sent after the end.
    store.setState({ overlay: undefined });
    clearInterval(tick);
    unfollow();
    reads.stop();
    poller.stop();
    logs.end();
    alerts.end();
    memory.end();
    dashboard.programs.end();
    screen.stop();
    await terminal.end();
    problems.end();
  }
}

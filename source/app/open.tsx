import { render } from 'ink';
import type { Settings } from '../config/settings.ts';
import type { SafeText } from '../domain/text.ts';
import { second } from '../domain/time.ts';
import { bind } from '../keys/bindings.ts';
import { redactedLines } from '../log/redact.ts';
import { createAppStore } from '../state/store.ts';
import type { ReportProblem } from '../storage/document.ts';
import { keepFile } from '../storage/keep-file.ts';
import type { Paths } from '../storage/paths.ts';
import type { Preferences } from '../storage/preferences.ts';
import { terminalSize } from '../terminal/capabilities.ts';
import { noAutowrap, wheelAsArrows } from '../terminal/modes.ts';
import type { Color } from '../theme/color.ts';
import { asciiOnly, type ColorLevel } from '../theme/color-level.ts';
import { glyphs } from '../theme/glyphs.ts';
import { palette } from '../theme/palette.ts';
import type { Session } from '../views/kit/view.ts';
import { loadViews } from '../views/loaded.ts';
import type { Backend } from '../workspace/polling/backend.ts';
import { type Clock, serverClock, systemClock } from '../workspace/polling/clock.ts';
import { Poller } from '../workspace/polling/poller.ts';
import * as resources from '../workspace/resources/common.ts';
import { failedLastTime, failingIds } from '../workspace/watch/failed-last-time.ts';
import { App, type AppProps } from './app.tsx';
import type { Ending } from './ending.ts';
import { problemToast, withUnsaved } from './frame/problem-toast.ts';
import { Screen } from './frame/screen.ts';
import { windowTitle } from './frame/window-title.ts';
import { ownTerminal } from './input/own-terminal.ts';
import { keptCatalog } from './kept/catalog.ts';
import { kept } from './kept/kept.ts';
import { makeEnvironment } from './make-environment.ts';
import { notifier } from './notifier.ts';
import { outside } from './outside.ts';
import { beginning, whenChosen } from './overlays/workspaces/choice.ts';
import type { Runtime } from './scene/runtime.ts';
import { sessionOf, webAppOf } from './scene/session.ts';

export interface OpenOptions {
  readonly settings: Settings;
  readonly paths: Paths;
  readonly preferences: Preferences;
  readonly problems: readonly SafeText[];
  readonly listen: (report: ReportProblem) => void;
  readonly colors: ColorLevel;
  readonly allowance: Session['allowance'];
  readonly configFile?: SafeText | undefined;
  readonly connect: (settings: Settings, clock: Clock) => Promise<Backend>;
}

type Ink = Parameters<AppProps['onReady']>[0];

/** Ages on screen move in steps of ten seconds, so the clock does too (rule 243). */
const clockStep = 10 * second;

/** Opens the dashboard on this terminal. */
export async function openDashboard(options: OpenOptions): Promise<Ending> {
  const { settings, preferences } = options;
  const clock = serverClock(systemClock);
  const backend = await options.connect(settings, clock);
  const keys = bind(settings.keys);
  const problems = [...options.problems, ...keys.problems];
  const store = createAppStore({
    ...terminalSize(process.stdout, process.env),
    now: clock.now(),
    period: settings.period,
    sorts: preferences.get().sorts,
    looks: preferences.get().looks ?? {},
    keymap: keys.table,
    ...beginning(settings),
    toast: problemToast(problems, clock.now()),
  });
  const ascii = asciiOnly(process.env, settings.ascii || undefined);
  const terminal = ownTerminal({ modes: [noAutowrap, wheelAsArrows], keymap: keys.table, ascii });
  const { modes, handover } = terminal;
  const poller = new Poller({ backend, clock, intervals: settings.refresh, onChange: () => refreshState() });
  poller.pause();
  let isOver = false;
  /** A problem with a file: shown on screen at once, and printed when the dashboard has ended. */
  const report: ReportProblem = ({ message }) => {
    if (isOver) process.stderr.write(`segtop: ${message}\n`);
    else {
      problems.push(message);
      store.setState({ toast: problemToast([message], clock.now()) });
    }
  };
  const reportOwn: ReportProblem = (problem) => {
    store.setState(withUnsaved(store.getState(), problem));
    report(problem);
  };
  options.listen(reportOwn);
  const session = { ...sessionOf(settings, options.allowance), configFile: options.configFile };
  const documents = kept({
    stateDir: options.paths.stateDir,
    settings,
    preferences,
    read: (resource) => poller.snapshot(resource),
    region: () => backend.wire().region,
    failing: () => failingIds(screen.scene.context.overview),
    failedBefore: (ids, at) => poller.recall(failedLastTime, ids, at),
    openedAt: clock.now(),
    store,
    report: reportOwn,
  });
  /** Files, code and network that the first frame can do without. */
  const begin = async (): Promise<void> => {
    await Promise.all([loadViews().then(() => screen.update()), documents.open()]);
    void keptCatalog({ cacheDir: options.paths.cacheDir, session, poller, report }).then(store.subscribe);
    await whenChosen(store, settings);
    if (!store.getState().paused) poller.resume();
  };
  const runtime: Runtime = {
    store,
    poller,
    backend,
    clock,
    session,
    glyphs: glyphs(ascii),
    palette: palette(options.colors, settings.accent ? { accent: settings.accent as Color } : {}, ascii),
    ...documents.hands,
    ...outside(process, modes),
    webApp: webAppOf(settings),
  };
  const screen = new Screen(runtime);
  let known: string | undefined;
  const refreshState = (): void => {
    const id = poller.snapshot(resources.workspace).data?.id;
    const loaded = id !== undefined && id !== known ? documents.load(id) : {};
    known = id ?? known;
    documents.remember();
    store.setState({ data: poller.version, now: clock.now(), ...loaded });
    notify(screen.scene.context);
  };
  let ink: Ink | undefined;
  let next: string | undefined;
  const paged = (why: SafeText | undefined): void => {
    environment.redraw();
    if (why !== undefined) store.setState({ toast: { text: why, tone: 'warn', until: clock.now() + 5 * second } });
  };
  const environment = makeEnvironment(runtime, screen, {
    page: (lines) => void terminal.page(lines)?.then(paged),
    keepFile: (name, lines) => keepFile(process.cwd(), name, lines),
    redraw: terminal.redraw,
    suspend: terminal.suspend,
    isLent: () => handover.isLent,
    exit: () => ink?.exit(),
    switchTo: (name) => {
      next = name;
      ink?.exit();
    },
  });

  screen.subscribe(windowTitle(modes, () => screen.scene.context.overview));
  const notify = notifier(runtime, () => modes.write('\u0007'));
  screen.update();
  const instance = render(
    <App
      runtime={runtime}
      screen={screen}
      environment={environment}
      keyboard={terminal.keyboard}
      onReady={(hands) => {
        ink = hands;
        terminal.ready(hands);
        void begin();
      }}
    />,
    {
      stdout: terminal.stdout,
      alternateScreen: true,
      // The output gets whole frames: the cell diff finds what changed, so no frame depends on what a resize may have removed.
      incrementalRendering: false,
      maxFps: 60,
      interactive: true,
      patchConsole: false,
      exitOnCtrlC: false,
    },
  );
  const tick = setInterval(() => store.setState({ now: clock.now() }), clockStep);
  try {
    await instance.waitUntilExit();
    return { code: 0, next };
  } catch (thrown) {
    // Ink draws its error overview on the alternate screen, where it is lost, so the error is printed after that is left.
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    process.stderr.write(`segtop ended by a fault:\n${redactedLines(text).join('\n')}\n`);
    return { code: 1 };
  } finally {
    // Changes of an open dialog that are not sent yet are taken back, so that nothing is sent after the end.
    store.setState({ overlay: undefined });
    clearInterval(tick);
    poller.stop();
    screen.stop();
    await terminal.end();
    isOver = true;
    for (const problem of problems) process.stderr.write(`segtop: ${problem}\n`);
  }
}

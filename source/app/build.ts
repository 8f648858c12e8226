import type { Environment } from '../actions/environment.ts';
import type { Settings } from '../config/settings.ts';
import type { SafeText } from '../domain/text.ts';
import type { Command } from '../keys/keymap.ts';
import type { Target } from '../state/pages.ts';
import { type AppStore, createAppStore } from '../state/store.ts';
import type { Paths } from '../storage/paths.ts';
import type { Preferences } from '../storage/preferences.ts';
import { guessedGround } from '../terminal/ground.ts';
import type { ColorLevel } from '../theme/color-level.ts';
import type { Session } from '../views/kit/view.ts';
import { withOwnEyes } from '../workspace/backends/own-eyes.ts';
import type { Backend } from '../workspace/polling/backend.ts';
import type { Clock } from '../workspace/polling/clock.ts';
import { Poller } from '../workspace/polling/poller.ts';
import { failedLastTime } from '../workspace/watch/failed-last-time.ts';
import { type Travel, travelling } from '../workspace/watch/travel.ts';
import { alertSignals } from './alert-signals.ts';
import { problemToast } from './frame/problem-toast.ts';
import { Screen } from './frame/screen.ts';
import type { OwnTerminal } from './input/own-terminal.ts';
import { type Courier, type KeptAlerts, keptAlerts } from './kept/alerts.ts';
import { type Download, type FindCollected, type KeptLogs, keptLogs } from './kept/failure-logs.ts';
import { type Kept, kept, rememberedIn } from './kept/kept.ts';
import { type KeptStore, keptStore, type StoreDoor } from './kept/store.ts';
import { lookOf, relooking } from './look.ts';
import { makeEnvironment } from './make-environment.ts';
import { outside } from './outside.ts';
import { beginning } from './overlays/workspaces/choice.ts';
import { ownFiles } from './own-files.ts';
import { type OwnPrograms, ownPrograms } from './own-programs.ts';
import { type Problems, problemsOf } from './problems.ts';
import type { Reload } from './reread.ts';
import type { Runtime } from './scene/runtime.ts';
import { sessionOf, webAppOf } from './scene/session.ts';

/** How the user has set up segtop. */
export interface Setup {
  readonly settings: Settings;
  readonly paths: Paths;
  readonly preferences: Preferences;
  /** What was found wrong with it. */
  readonly problems: readonly SafeText[];
  readonly colors: ColorLevel;
  readonly allowance: Session['allowance'];
  readonly configFile?: SafeText | undefined;
  /** How a configuration that changes is read again; without it what was read at the start counts. */
  readonly reload?: Reload | undefined;
  /** The page it begins with, above Home. */
  readonly at?: Target | undefined;
  /** Sends alerts over the channels of the settings. */
  readonly courier?: Courier | undefined;
}

/** What it runs on. */
export interface Ground {
  readonly clock: Clock;
  readonly backend: Backend;
  readonly door?: StoreDoor | undefined;
  readonly download?: Download | undefined;
  readonly collected?: FindCollected | undefined;
  readonly recent?: Runtime['recentLog'];
  readonly terminal: OwnTerminal;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly keymap: readonly Command[];
  readonly ascii: boolean;
}

/** A dashboard, built and not begun. */
export interface Dashboard {
  readonly store: AppStore;
  readonly poller: Poller;
  /** What the screen reads through: now, or a moment of the past. */
  readonly reads: Travel;
  readonly runtime: Runtime;
  readonly screen: Screen;
  readonly environment: Environment;
  readonly documents: Kept;
  readonly memory: KeptStore;
  readonly logs: KeptLogs;
  readonly alerts: KeptAlerts;
  readonly problems: Problems;
  readonly programs: OwnPrograms;
  /** How often what is read, ms, by resource family, as the user wants it now. */
  readonly intervals: Record<string, number>;
  /** Draws everything as these settings want it from now on. */
  relook(settings: Settings): void;
  /** What the poller calls when data has changed. */
  onData: () => void;
  /** Resolves when the user ends it, with the name of the workspace to open next, if any. */
  readonly ended: Promise<string | undefined>;
}

/** Puts a dashboard together, each part from those before it. Nothing is read, drawn or timed until it is started. */
export function build(
  setup: Setup,
  { clock, backend: api, door, download, collected, recent, terminal, size, keymap, ascii }: Ground,
): Dashboard {
  const { settings, preferences, paths } = setup;
  const store = createAppStore({
    ...size,
    now: clock.now(),
    period: settings.period,
    ...rememberedIn(preferences),
    keymap,
    own: settings.own,
    mouse: settings.mouse,
    ...beginning(settings),
    configProblems: setup.problems,
    toast: problemToast(setup.problems, clock.now()),
  });
  const problems = problemsOf(store, clock, setup.problems, (text) => process.stderr.write(text));
  const listeners: Pick<Dashboard, 'onData'> = { onData: () => undefined };
  const intervals = { ...settings.refresh };
  const backend = door ? withOwnEyes(api, () => logs.eyes()) : api;
  const pace = () => store.getState().pace;
  const isBusy = () => screen.pace.isBusy;
  const poller = new Poller({ backend, clock, intervals, pace, isBusy, onChange: () => listeners.onData() });
  const reads = travelling(poller, { backend, clock, intervals, onChange: () => listeners.onData() });
  poller.pause();
  const documents = kept({
    stateDir: paths.stateDir,
    settings,
    preferences,
    read: (resource) => poller.snapshot(resource),
    region: () => backend.wire().region,
    failedBefore: (ids, at) => poller.recall(failedLastTime, ids, at),
    openedAt: clock.now(),
    store,
    report: problems.reportOwn,
  });
  const memory = keptStore({ door, poller, report: problems.report });
  const logs = keptLogs({
    store: memory.current,
    configured: settings.failureLogs,
    own: () => store.getState().local.failureLogs,
    fleet: () => screen.scene.context.overview.fleet,
    period: () => store.getState().period,
    poller,
    backend: api,
    clock,
    download,
    collected,
  });
  store.subscribe(({ local }, before) => {
    if (local.failureLogs !== before.local.failureLogs) logs.told();
  });
  const alerts = keptAlerts({
    store,
    settings: settings.alerts,
    isDemo: settings.mode === 'demo',
    now: clock.now,
    stored: (id) => {
      const open = memory.current();
      return id === undefined || open?.workspaceId === id ? open?.alerts : undefined;
    },
    courier: setup.courier,
    onNews: alertSignals(settings.alerts, (sequence) => terminal.modes.write(sequence), clock.now),
    webApp: () => webAppOf(settings),
  });
  const runtime: Runtime = {
    store,
    poller: reads,
    backend,
    clock,
    session: { ...sessionOf(settings, setup.allowance), configFile: setup.configFile },
    ...lookOf(settings, setup.colors, ascii, guessedGround(process.env)),
    ...documents.hands,
    actOnAlert: alerts.act,
    ...outside(process, terminal.modes),
    webApp: webAppOf(settings),
    recentLog: recent,
  };
  const screen = new Screen(runtime);
  const { promise: ended, resolve } = Promise.withResolvers<string | undefined>();
  let isOver = false;
  const end = (next: string | undefined): void => {
    isOver = true;
    resolve(next);
  };
  const programs = ownPrograms({ store, now: clock.now, terminal });
  const environment = makeEnvironment(runtime, screen, {
    ...programs.hands,
    ...ownFiles(process.cwd()),
    redraw: terminal.redraw,
    setMouse: terminal.setMouse,
    suspend: terminal.suspend,
    // What was typed together with the key that ended it is for whoever is next: it must not take the terminal away from that one.
    isLent: () => isOver || terminal.handover.isLent,
    exit: () => end(undefined),
    switchTo: end,
  });
  return Object.assign(listeners, {
    ...{ store, poller, reads, runtime, screen, environment, documents },
    ...{ memory, logs, alerts, problems, programs, intervals, ended },
    relook: relooking(runtime, screen, setup, terminal),
  });
}

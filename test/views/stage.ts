import type { Environment } from '../../source/actions/environment.ts';
import { Screen } from '../../source/app/frame/screen.ts';
import { dispatch } from '../../source/app/input/dispatch.ts';
import { makeEnvironment } from '../../source/app/make-environment.ts';
import type { Runtime } from '../../source/app/scene/runtime.ts';
import { loadEngine } from '../../source/domain/filter/engine.ts';
import type { LogLine } from '../../source/domain/log-line.ts';
import { type SafeText, sanitise, t } from '../../source/domain/text.ts';
import { acted } from '../../source/domain/watch/alerts/keep.ts';
import { usualAlerts } from '../../source/domain/watch/alerts/settings.ts';
import { createWorld } from '../../source/mock/create-world.ts';
import type { Target } from '../../source/state/pages.ts';
import { type Place, placeOf, type Sort } from '../../source/state/place.ts';
import { type AppState, type AppStore, createAppStore } from '../../source/state/store.ts';
import type { TableLook } from '../../source/state/table-look.ts';
import type { ColorLevel } from '../../source/theme/color-level.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { palette } from '../../source/theme/palette.ts';
import { loadViews } from '../../source/views/loaded.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import { Poller } from '../../source/workspace/polling/poller.ts';
import { travelling } from '../../source/workspace/watch/travel.ts';
import { presses } from '../harness/keys.ts';
import { rememberedBackend } from './remembered.ts';

/** A Saturday afternoon, inside an hour and a minute; every stage stands at this time. */
export const stageNow = Date.parse('2026-11-21T14:12:30Z');

/** Time that stands still: short timers (batches) run at the next turn of the loop, long ones (polling) never. */
const stillClock = (now: number) => ({
  now: () => now,
  setTimer(run: () => void, ms: number) {
    if (ms > 100) return () => undefined;
    const turn = setImmediate(run);
    return () => clearImmediate(turn);
  },
});

// As in a dashboard a moment after its first frame.
await Promise.all([loadViews(), loadEngine()]);

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
/** Turns without a read after which nothing follows any more: a change is told one turn later, and may ask for more. */
const quietTurns = 6;

const quick = { random: () => 0, batchMs: 0, atOnce: 64 };

/** A workspace whose reads are kept, for any number of screens. */
export interface Stage {
  /** The time it stands at, in milliseconds since the epoch. */
  readonly now: number;
  readonly poller: Runtime['poller'];
  readonly backend: Backend;
  /** Resolves when nothing is being read any more. */
  settled(): Promise<void>;
}

/** Counts the reads under way. */
function counted(backend: Backend, running: { reads: number }): Backend {
  return new Proxy(backend, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        const answer: unknown = member.apply(target, given);
        if (!(answer instanceof Promise)) return answer;
        running.reads += 1;
        const done = () => {
          running.reads -= 1;
        };
        answer.then(done, done);
        return answer;
      };
    },
  });
}

/**
 * @param spoil puts something between the poller and the mock workspace, such as a backend that refuses
 * @param now another time to stand at
 */
export async function stageOf(
  scenario: string,
  spoil: (backend: Backend) => Backend = (same) => same,
  now = stageNow,
): Promise<Stage> {
  const clock = stillClock(now);
  const world = await createWorld({ scenario, clock: clock.now, seed: 1, startedAt: now });
  const running = { reads: 0 };
  const backend = counted(rememberedBackend(world, clock, `${scenario} ${now}`), running);
  const poller = new Poller({ backend: spoil(backend), clock, ...quick });
  return {
    now,
    poller,
    backend,
    async settled() {
      for (let quiet = 0; quiet < quietTurns; quiet = running.reads > 0 ? 0 : quiet + 1) await turn();
    },
  };
}

export interface ActOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly ascii?: boolean;
  readonly colors?: ColorLevel;
  /** As started with --write. */
  readonly write?: boolean;
  /** As the profile names the user. */
  readonly me?: string;
  readonly state?: Partial<AppState>;
  /** What segtop itself did, newest first. */
  readonly log?: readonly LogLine[];
}

/** What a dashboard asked to keep. */
interface Saved {
  favorites?: AppState['favorites'];
  periods?: number;
  sorts?: Record<string, Sort | undefined>;
  looks?: Record<string, TableLook>;
  filters?: Record<string, string>;
  typed?: AppState['typed'];
}

/** Workspaces that could be opened from a stage. */
const workspaces: AppState['workspaces'] = [
  { name: t`default`, where: t`us`, current: true, workspace: t`Acme Production`, openedAt: stageNow },
  { name: t`staging`, where: t`eu`, current: false, changes: t`never`, openedAt: stageNow - 86_400_000 },
  { name: t`demo`, where: t`mock workspace`, current: false },
];

/** One dashboard on a stage, with what it did to the world outside. */
export interface Act {
  readonly store: AppStore;
  readonly screen: Screen;
  readonly environment: Environment;
  readonly runtime: Runtime;
  readonly copied: string[];
  /** What was given to the pager. */
  readonly paged: (readonly SafeText[])[];
  /** What was opened in the editor, and as which file. */
  readonly edited: (readonly [name: string, lines: readonly SafeText[]])[];
  /** What was kept as a file. */
  readonly files: (readonly [name: string, lines: readonly SafeText[]])[];
  /** What was written as a file that the user named. */
  readonly written: Parameters<Environment['writeFile']>[];
  /** Programs of the user's own that were run, with their arguments. */
  readonly ran: (readonly [name: string, argv: readonly string[]])[];
  readonly exits: () => number;
  readonly saved: Saved;
  press(...strokes: readonly string[]): void;
  /** Passes time on the dashboard's own clock. */
  wait(ms: number): void;
  text(): string;
  resize(columns: number, rows: number): void;
  /** Reads what the open view needs, and shows it. */
  settled(): Promise<void>;
}

export function actOn(stage: Stage, options: ActOptions = {}): Act {
  const { columns = 120, rows = 40, ascii = false, colors = 'none', write = false } = options;
  let time = stage.now;
  let exits = 0;
  const copied: string[] = [];
  const paged: (readonly SafeText[])[] = [];
  const edited: (readonly [name: string, lines: readonly SafeText[]])[] = [];
  const files: (readonly [name: string, lines: readonly SafeText[]])[] = [];
  const ran: (readonly [name: string, argv: readonly string[]])[] = [];
  const written: Parameters<Environment['writeFile']>[] = [];
  const saved: Saved = {};
  const store = createAppStore({ columns, rows, now: stage.now, workspaces, ...options.state });
  const runtime: Runtime = {
    store,
    poller: travelling(stage.poller, { backend: stage.backend, clock: stillClock(stage.now), ...quick }),
    backend: stage.backend,
    clock: { now: () => time, setTimer: stillClock(stage.now).setTimer },
    session: {
      ...(options.me === undefined ? {} : { me: sanitise(options.me) }),
      kind: 'demo',
      profile: t`default`,
      where: t`us`,
      write,
      allowance: { apiCalls: 12_000_000n },
    },
    glyphs: glyphs(ascii),
    palette: palette(colors, {}, ascii),
    saveFavorites: (favorites) => {
      saved.favorites = favorites;
    },
    loadFavorites: () => [],
    saveLocal: (change) => store.setState({ local: change(store.getState().local) }),
    actOnAlert: (record, act) => {
      const { alerts } = store.getState();
      const all = alerts.some(({ id }) => id === record.id) ? alerts : [...alerts, record];
      const ground = { workspace: 'acme' };
      store.setState({ alerts: acted(all, record.id, act, { settings: usualAlerts, ground, now: time }).records });
      return true;
    },
    savePeriod: () => {
      saved.periods = (saved.periods ?? 0) + 1;
    },
    saveSort: (view, sort) => {
      saved.sorts = { ...saved.sorts, [view]: sort };
    },
    saveLook: (view, look) => {
      saved.looks = { ...saved.looks, [view]: look };
    },
    saveFilter: (view, filter) => {
      saved.filters = { ...saved.filters, [view]: filter };
    },
    saveTyped: (typed) => {
      saved.typed = typed;
    },
    copy: (text) => void copied.push(text),
    openLink: () => false,
    webApp: 'https://app.segment.com',
    recentLog: () => options.log ?? [],
  };
  const screen = new Screen(runtime);
  const environment = makeEnvironment(runtime, screen, {
    page: (lines) => void paged.push(lines),
    edit: (lines, name) => void edited.push([name, lines]),
    keepFile: (name, lines) => {
      files.push([name, lines]);
      return Promise.resolve({ kind: 'written', said: t`Kept` });
    },
    writeFile: (...given) => {
      const [path, name, , replace] = given;
      if (path === 'there.csv' && !replace) return Promise.resolve({ kind: 'exists', file: t`/here/there.csv` });
      written.push(given);
      return Promise.resolve({ kind: 'written', file: sanitise(`/here/${path ?? name}`) });
    },
    pathsLike: (start) => ['out/', 'other.csv', 'there.csv'].filter((path) => path.startsWith(start)),
    redraw: () => undefined,
    setMouse: () => undefined,
    suspend: () => undefined,
    isLent: () => false,
    runProgram: (command, argv) => void ran.push([command.name, argv]),
    switchTo: () => undefined,
    exit: () => {
      exits += 1;
    },
  });
  const plain = (row: string) => row.replace(/\u001b\[[\d;]*m/g, '');
  screen.update();
  // The screen draws at every change of the state, that of the data included: what else a drawing depends on is the time.
  let drawnAt = time;
  store.subscribe(() => {
    drawnAt = time;
  });
  return {
    store,
    screen,
    environment,
    runtime,
    copied,
    paged,
    edited,
    files,
    written,
    saved,
    ran,
    exits: () => exits,
    press(...strokes) {
      // A key follows what is on the screen: where rows stand is settled by drawing them.
      screen.get();
      for (const press of presses(...strokes)) {
        dispatch(environment, screen, [press]);
        screen.get();
      }
    },
    wait(ms) {
      time += ms;
    },
    text: () =>
      screen
        .get()
        .lines.map((row) => plain(row).trimEnd())
        .join('\n'),
    resize: (columns, rows) => store.setState({ columns, rows }),
    async settled() {
      // Drawing is by far most of the work of all tests: not the same once more.
      if (drawnAt !== time) screen.update();
      for (let round = 0; round < 8; round += 1) {
        await stage.settled();
        const { version } = runtime.poller;
        if (version === store.getState().data) return;
        // Draws what was read, which may ask for more.
        store.setState({ data: version });
      }
    },
  };
}

/** A dashboard that was opened at a place, with Home under it. */
export function actAt(stage: Stage, { view, params }: Target, options: ActOptions = {}): Act {
  return actOn(stage, { ...options, state: { ...options.state, stack: stackAt({ view, params }) } });
}

/**
 * Opens places of a stage one after the other, each as on a dashboard that has just been started there: one dashboard for each set of
 * options, as a dashboard works the workspace out once, and that is most of the work of opening one. Its time zone is that of the first.
 */
export function actsOn(stage: Stage): (target: Target, options?: Omit<ActOptions, 'state' | 'log'>) => Act {
  const acts = new Map<string, Act>();
  return ({ view, params }, options = {}) => {
    const { columns = 120, rows = 40, ...kind } = options;
    const key = JSON.stringify(kind);
    const known = acts.get(key);
    if (!known) {
      const act = actAt(stage, { view, params }, options);
      acts.set(key, act);
      return act;
    }
    const { store, runtime } = known;
    const start = { data: runtime.poller.version, columns, rows, stack: stackAt({ view, params }) };
    store.setState({ ...store.getInitialState(), ...start }, true);
    return known;
  };
}

export function stackAt({ view, params }: Target): readonly Place[] {
  const home = placeOf('home');
  return view === 'home' ? [home] : [home, placeOf(view, params)];
}

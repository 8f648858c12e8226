import { learnEarly } from '../app/early-feedback.ts';
import type { OpenOptions } from '../app/open.ts';
import { demoName } from '../app/overlays/workspaces/offers.ts';
import type { Reload } from '../app/reread.ts';
import { keepHeapSmall } from '../app/small-heap.ts';
import { configFiles } from '../config/config-file.ts';
import { keepToken } from '../config/kept-token.ts';
import { TokenError } from '../config/token.ts';
import { UsageError } from '../config/usage-error.ts';
import { sanitise, t } from '../domain/text.ts';
import { secrets } from '../log/redact.ts';
import type { Target } from '../state/pages.ts';
import { isInteractive, speaksInLines } from '../terminal/capabilities.ts';
import { asciiOnly, type ColorLevel, colorLevel } from '../theme/color-level.ts';
import { systemClock } from '../workspace/polling/clock.ts';
import { allowanceOf } from './allowance.ts';
import { connect, hostClocks } from './connect.ts';
import { exitCode } from './exit-codes.ts';
import type { GlobalOptions } from './global-options.ts';
import { type Loaded, loadSettings, settingsAgain } from './load-settings.ts';
import { reportFailure } from './report-failure.ts';

const noTerminal = 'the dashboard needs a terminal; `segtop status` prints to a pipe';
const noToken = 'no token: set SEGTOP_TOKEN or a profile, or try `segtop --demo`';

/**
 * Opens the dashboard; ends when the user quits.
 * @param at the page it begins with, in place of Home
 */
export async function dashboard(options: GlobalOptions, at?: Target): Promise<void> {
  if (speaksInLines(process.env, options.plain)) return (await import('./lines/lines.ts')).speak(options);
  if (!isInteractive(process.stdin, process.stdout)) {
    const { settings } = await loadSettings(options);
    process.stderr.write(`segtop: ${settings.mode === 'first-run' ? noToken : noTerminal}\n`);
    process.exitCode = exitCode.usage;
    return;
  }
  keepHeapSmall();
  learnEarly();
  const colors = colorLevel(process.env, true, { noColor: options.color === false });
  // Ink and its components ask chalk, which looks here once, when it is loaded.
  process.env.FORCE_COLOR = String(['none', '16', '256', 'truecolor'].indexOf(colors));
  const [{ openDashboard }, first] = await Promise.all([import('../app/open.ts'), settingsFor(options)]);
  const loaded = first.settings.mode === 'first-run' ? await begun(first, options, colors) : first;
  if (!loaded) return;
  const clockOf = hostClocks();
  let before: Loaded | undefined;
  let beginning = at;
  for (let open: Loaded | undefined = loaded; open; ) {
    try {
      const clock = clockOf(open.settings);
      const reload = reloadOf(open, options);
      const ending = await openDashboard({
        ...open,
        colors,
        clock,
        connect,
        allowance: allowanceOf(open.settings),
        courier: await courierFor(open),
        reload,
        at: beginning,
      });
      beginning = undefined;
      process.exitCode = ending.code;
      before = open;
      open = ending.next === undefined ? undefined : await settingsOf(ending.next, loaded, options);
    } catch (thrown) {
      // The token of the other workspace cannot be read: the open one stays open and shows why.
      if (!before || !(thrown instanceof TokenError || thrown instanceof UsageError)) throw thrown;
      const { settings } = before;
      open = { ...before, settings: { ...settings, choose: false }, problems: [sanitise(thrown.message)] };
      before = undefined;
    }
  }
}

/** Sends the alerts of a workspace; nothing is loaded for it where no channel is configured. */
async function courierFor({ settings }: Loaded): Promise<OpenOptions['courier']> {
  const { channels } = settings.alerts;
  if (settings.mode !== 'api' || Object.keys(channels).length === 0) return undefined;
  const [{ courierOf }, { alertMeans }] = await Promise.all([
    import('../tell/courier.ts'),
    import('./alerts/means.ts'),
  ]);
  return courierOf(channels, alertMeans(process.env, systemClock.now));
}

/** How the open dashboard takes over a configuration that changes: by the same options, and always as the same profile. */
function reloadOf(open: Loaded, options: GlobalOptions): Reload {
  const { settings, paths } = open;
  const { mode, profile, profiles } = settings;
  const isNamed = mode === 'api' && profiles.some(({ name }) => name === profile);
  const own = { ...options, demo: mode === 'demo', ...(isNamed ? { profile } : {}) };
  return {
    files: configFiles(paths.configDir, options.config),
    async read() {
      try {
        const { settings: next, problems } = await settingsAgain(own, open);
        if (next) return { kind: 'read', settings: next, allowance: allowanceOf(next), problems };
        return { kind: 'broken', why: problems[0] ?? t`The configuration cannot be read` };
      } catch (thrown) {
        return { kind: 'broken', why: sanitise(thrown instanceof Error ? thrown.message : thrown) };
      }
    },
  };
}

/** The dashboard without any other option. Like every command it ends in an exit code and never throws. */
export async function openAtOnce(demo: boolean): Promise<void> {
  try {
    await dashboard(demo ? { demo } : {});
  } catch (thrown) {
    reportFailure(thrown);
  }
}

/** Asks the user how to begin; undefined when the answer is not to. */
async function begun(first: Loaded, options: GlobalOptions, colors: ColorLevel): Promise<Loaded | undefined> {
  const { settings, paths, problems } = first;
  const { openFirstRun } = await import('../app/first-run/first-run.tsx');
  const beginning = await openFirstRun({
    colors,
    ascii: asciiOnly(process.env, settings.ascii || undefined),
    trouble: problems[0],
    check: async (token, signal) => {
      secrets.register(token);
      const { checkToken } = await import('./backends.ts');
      return checkToken(token, { apiUrl: settings.apiUrl, signal, clock: systemClock });
    },
    keep: (token) => keepToken(paths.configDir, token),
  });
  if (beginning.kind === 'demo') return settingsFor({ ...options, demo: true });
  if (beginning.kind === 'quit') return undefined;
  const { token, region = settings.region } = beginning;
  return { ...first, settings: { ...settings, mode: 'api', token: { kind: 'environment', token }, region } };
}

/**
 * The settings of another workspace; a named scenario, an address and the leave to write belong to the one they were given for:
 * another is changed only where its own profile allows it.
 */
async function settingsOf(name: string, began: Loaded, options: GlobalOptions): Promise<Loaded> {
  const { profile: _profile, demo: _demo, scenario: _scenario, apiUrl: _apiUrl, write: _write, ...kept } = options;
  if (name === demoName) return settingsFor({ ...kept, demo: true });
  const { profile, profiles, mode } = began.settings;
  if (!profiles.some((known) => known.name === name)) return began;
  const mayWrite = mode === 'api' && name === profile ? { write: options.write } : {};
  const loaded = await settingsFor({ ...kept, ...mayWrite, profile: name });
  await loaded.preferences.set({ lastProfile: name });
  return loaded;
}

async function settingsFor(options: GlobalOptions): Promise<Loaded> {
  const loaded = await loadSettings(options);
  const { mode, scenario } = loaded.settings;
  if (mode === 'demo' && options.scenario !== undefined) await checkScenario(scenario);
  return loaded;
}

async function checkScenario(scenario: string): Promise<void> {
  const { scenarioNames } = await import('../mock/scenario/load.ts');
  if (!(scenarioNames as readonly string[]).includes(scenario))
    throw new UsageError('--scenario', scenario, scenarioNames.join(', '));
}

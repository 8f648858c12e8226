import { UsageError } from '../config/usage-error.ts';
import { isInteractive } from '../terminal/capabilities.ts';
import { colorLevel } from '../theme/color-level.ts';
import { allowanceOf } from './allowance.ts';
import { connect } from './connect.ts';
import { exitCode } from './exit-codes.ts';
import type { GlobalOptions } from './global-options.ts';
import { type Loaded, loadSettings } from './load-settings.ts';
import { reportFailure } from './report-failure.ts';

const noTerminal = 'the dashboard needs a terminal; `segtop status` prints to a pipe';
const noToken = 'no token: set SEGTOP_TOKEN or a profile, or try `segtop --demo`';

/** Opens the dashboard; ends when the user quits. */
export async function dashboard(options: GlobalOptions): Promise<void> {
  if (!isInteractive(process.stdin, process.stdout)) {
    const { settings } = await loadSettings(options);
    process.stderr.write(`segtop: ${settings.mode === 'first-run' ? noToken : noTerminal}\n`);
    process.exitCode = exitCode.usage;
    return;
  }
  const colors = colorLevel(process.env, true, { noColor: options.color === false });
  // Ink and its components ask chalk, which looks here once, when it is loaded.
  process.env.FORCE_COLOR = String(['none', '16', '256', 'truecolor'].indexOf(colors));
  const [{ openDashboard }, loaded] = await Promise.all([import('../app/open.tsx'), settingsFor(options)]);
  process.exitCode = await openDashboard({ ...loaded, colors, connect, allowance: allowanceOf(loaded.settings) });
}

/** The dashboard without any other option. Like every command it ends in an exit code and never throws. */
export async function openAtOnce(demo: boolean): Promise<void> {
  try {
    await dashboard(demo ? { demo } : {});
  } catch (thrown) {
    reportFailure(thrown);
  }
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

import { UsageError } from '../config/usage-error.ts';
import { isInteractive } from '../terminal/capabilities.ts';
import { colorLevel } from '../theme/color-level.ts';
import { allowanceOf } from './allowance.ts';
import { connect } from './connect.ts';
import { exitCode } from './exit-codes.ts';
import { loadSettings } from './load-settings.ts';
import type { GlobalOptions } from './program.ts';

const noTerminal = 'the dashboard needs a terminal; `segtop status` prints to a pipe';
const noToken = 'no token: set SEGTOP_TOKEN or a profile, or try `segtop --demo`';

/** Opens the dashboard; ends when the user quits. */
export async function dashboard(options: GlobalOptions): Promise<void> {
  const loaded = await loadSettings(options);
  const { settings } = loaded;
  if (!isInteractive(process.stdin, process.stdout)) {
    process.stderr.write(`segtop: ${settings.mode === 'first-run' ? noToken : noTerminal}\n`);
    process.exitCode = exitCode.usage;
    return;
  }
  if (settings.mode === 'demo') await checkScenario(settings.scenario);
  const colors = colorLevel(process.env, true, { noColor: !settings.color });
  // Ink and its components ask chalk, which looks here once, when it is loaded.
  process.env.FORCE_COLOR = String(['none', '16', '256', 'truecolor'].indexOf(colors));
  const { openDashboard } = await import('../app/open.tsx');
  process.exitCode = await openDashboard({ ...loaded, colors, connect, allowance: allowanceOf(settings) });
}

async function checkScenario(scenario: string): Promise<void> {
  const { scenarioNames } = await import('../mock/scenario/load.ts');
  if (!(scenarioNames as readonly string[]).includes(scenario))
    throw new UsageError('--scenario', scenario, scenarioNames.join(', '));
}

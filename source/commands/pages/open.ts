import { isInteractive, speaksInLines } from '../../terminal/capabilities.ts';
import { dashboard } from '../dashboard.ts';
import type { GlobalOptions } from '../global-options.ts';
import { openWorkspace } from '../reading/open-workspace.ts';
import { reportFailure } from '../report-failure.ts';
import { targetOf } from './address.ts';

/** `segtop open TYPE/ID`: the dashboard on that page; without a terminal it says so as the dashboard does. */
export async function open(address: string, options: GlobalOptions): Promise<void> {
  if (speaksInLines(process.env, options.plain)) return (await import('../lines/lines.ts')).speak(options, address);
  if (!isInteractive(process.stdin, process.stdout)) return dashboard(options);
  try {
    const target = await targetOf(await openWorkspace(options, true), address);
    if (target) await dashboard(options, target);
  } catch (thrown) {
    reportFailure(thrown);
  }
}

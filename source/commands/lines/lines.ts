import { createInterface } from 'node:readline';
import type { ViewId } from '../../state/pages.ts';
import { views } from '../../views/registry.ts';
import { defaultTimeout, type GlobalOptions } from '../global-options.ts';
import { oneShot, outputFailed } from '../one-shot.ts';
import { openWorkspace, say } from '../reading/open-workspace.ts';
import { talk } from './talk.ts';

/**
 * The dashboard for screen readers and terminals that obey no escape codes: what is wrong in lines, a line for each change, and an
 * answer to each command that is typed. It ends with its input, or when it is interrupted, with the code that status would have.
 * @param first the address of what is told after what is wrong
 */
export function speak(options: GlobalOptions, first?: string): Promise<void> {
  return oneShot(async () => {
    process.stdout.on('error', outputFailed);
    const { stdin, stdout } = process;
    // No editing of ours: that would draw. The terminal itself has some.
    const input = createInterface({ input: stdin, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
    // Asked for before anything else is waited for, so that no line is lost.
    const lines = input[Symbol.asyncIterator]();
    const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
    process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
    const workspace = await openWorkspace(options);
    process.exitCode = await talk(
      workspace,
      {
        lines,
        isTyped: stdin.isTTY === true,
        write: (text) => void stdout.write(text),
        fail: say,
        stopped,
      },
      pageNames(),
      { timeout: options.timeout ?? defaultTimeout, first, write: workspace.settings.write },
    );
  });
}

/** Pages that open by themselves, by each name that the palette has for them. */
function pageNames(): ReadonlyMap<string, ViewId> {
  return new Map(views.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id] as const)));
}

import type { GlobalOptions } from '../global-options.ts';
import { defaultTimeout } from '../global-options.ts';
import { openWorkspace } from '../reading/open-workspace.ts';
import { reportFailure } from '../report-failure.ts';
import { AnsweringTransport } from './answering.ts';
import { mcpServer } from './server.ts';

/** `segtop mcp`: the Model Context Protocol over stdin and stdout until stdin ends; it only reads. */
export async function mcp(options: GlobalOptions): Promise<void> {
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<void>();
  process.on('uncaughtException', fail).on('unhandledRejection', fail).on('SIGINT', end).on('SIGTERM', end);
  try {
    const workspace = await openWorkspace(options);
    const { clock } = workspace;
    // Every question has its own time.
    const fresh = () => ({ ...workspace, until: clock.now() + (options.timeout ?? defaultTimeout) });
    const server = mcpServer(fresh);
    server.server.onclose = end;
    const transport = new AnsweringTransport();
    // What was asked before stdin ended is answered: `printf … | segtop mcp`.
    const endAnswered = () => transport.whenAnswered(end);
    process.stdin.on('end', endAnswered).on('close', endAnswered);
    await server.connect(transport);
    await ended;
    await server.close();
    process.exitCode = 0;
  } catch (thrown) {
    reportFailure(thrown);
  }
  process.exit();
}

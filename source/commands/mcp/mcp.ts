import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { GlobalOptions } from '../global-options.ts';
import { defaultTimeout } from '../global-options.ts';
import { openWorkspace } from '../reading/open-workspace.ts';
import { reportFailure } from '../report-failure.ts';
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
    process.stdin.on('end', end).on('close', end);
    await server.connect(new StdioServerTransport());
    await ended;
    await server.close();
    process.exitCode = 0;
  } catch (thrown) {
    reportFailure(thrown);
  }
  process.exit();
}

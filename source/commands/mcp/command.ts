import type { Command } from 'commander';
import type { GlobalOptions } from '../global-options.ts';

/** Adds `segtop mcp` to a command line. */
export function defineMcp(program: Command): void {
  program
    .command('mcp')
    .description(
      'serve triage, lists, pages, hours, payloads and the audit trail to assistants over stdio (Model Context Protocol)',
    )
    .action(async (_: unknown, command: Command) =>
      (await import('./mcp.ts')).mcp(command.optsWithGlobals<GlobalOptions>()),
    );
}

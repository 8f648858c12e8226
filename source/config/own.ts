import { type Own, type OwnCommand, shownArgv } from '../domain/own.ts';
import type { ConfigContent } from './shape.ts';

/** The user's own commands, aliases and hotkeys as the configuration has them. */
export function ownOf({ commands = {}, aliases = {}, hotkeys = {} }: ConfigContent): Own {
  const all = Object.entries(commands).flatMap(([name, { run, title, on, key, confirm, output }]): OwnCommand[] => {
    if (!run) return [];
    const asks = typeof confirm === 'string' && confirm.trim() === '' ? true : (confirm ?? false);
    return [{ name, run, title: title ?? shownArgv(run), on, key, confirm: asks, output: output ?? 'toast' }];
  });
  return { commands: all, aliases, hotkeys };
}

import type { Environment } from '../actions/environment.ts';
import type { OwnCommand } from '../domain/own.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { minute, second } from '../domain/time.ts';
import { redactedLines } from '../log/redact.ts';
import type { AppStore, Toast } from '../state/store.ts';
import { type Ended, type Running, runProgram } from '../terminal/own-program.ts';
import type { OwnTerminal } from './input/own-terminal.ts';

interface Ground {
  readonly store: AppStore;
  readonly now: () => number;
  readonly terminal: Pick<OwnTerminal, 'give' | 'page' | 'edit' | 'redraw'>;
}

/** The programs that the dashboard runs for its user while it is open: the pager, the editor, and those of the configuration. */
export interface OwnPrograms {
  readonly hands: Pick<Environment, 'page' | 'edit' | 'runProgram'>;
  /** Ends those whose output nobody will see. */
  end(): void;
}

const shownWords = 160;

/** How a program failed, in the words of its last line; undefined where it did not. */
function failure(ended: Ended, last: SafeText | undefined): SafeText | undefined {
  if (ended.kind === 'absent') return t`could not be started (${sanitise(ended.code, 20)})`;
  if (ended.kind === 'late') return t`was ended after 60 s`;
  if (ended.code === 0) return undefined;
  const how = ended.code === undefined ? t`was ended by a signal` : t`ended with exit code ${ended.code}`;
  return last === undefined ? how : t`${how}: ${last}`;
}

export function ownPrograms({ store, now, terminal }: Ground): OwnPrograms {
  const running = new Set<Running>();
  const say = (text: SafeText, tone: Toast['tone'], lasts: number): void =>
    store.setState({ toast: { text, tone, until: now() + lasts } });
  const paged = (why: SafeText | undefined): void => {
    terminal.redraw();
    if (why !== undefined) say(why, 'warn', 5 * second);
  };
  const page = (lines: readonly SafeText[]): void => void terminal.page(lines)?.then(paged);
  const told = (title: SafeText, ended: Ended, show: (lines: readonly SafeText[]) => void): void => {
    const output = ended.kind === 'ended' ? ended.output : '';
    const lines = redactedLines(output.replace(/\s+$/, ''));
    const last = lines.findLast((line) => line.trim() !== '');
    const why = failure(ended, last && sanitise(last, shownWords));
    if (why !== undefined) return say(t`${title} ${why}`, 'bad', 10 * second);
    show(last === undefined ? [] : ended.kind === 'ended' && ended.cut ? [...lines, t`… cut after 1 MB`] : lines);
  };
  const start = async ({ output, title: name }: OwnCommand, argv: readonly string[]): Promise<void> => {
    const title = sanitise(name, 60);
    const keeps = output !== 'nothing';
    if (keeps) say(t`${title}…`, 'info', minute);
    const program = runProgram(argv, keeps);
    if (keeps) running.add(program);
    const ended = await program.ended;
    running.delete(program);
    told(title, ended, (lines) => {
      if (output === 'nothing') return;
      if (lines.length === 0) return say(t`${title}: done`, 'good', 5 * second);
      if (output === 'toast') return say(t`${title}: ${sanitise(lines.at(-1), shownWords)}`, 'good', 5 * second);
      store.setState({ toast: undefined });
      page(lines);
    });
  };
  const give = async ({ title }: OwnCommand, argv: readonly string[]): Promise<void> => {
    const ended = await terminal.give(argv);
    terminal.redraw();
    if (ended) told(sanitise(title, 60), ended, () => undefined);
  };
  return {
    hands: {
      page,
      edit: (lines, name) => void terminal.edit(lines, name)?.then(paged),
      runProgram: (command, argv) => void (command.output === 'terminal' ? give(command, argv) : start(command, argv)),
    },
    end: () => {
      for (const program of running) program.kill();
    },
  };
}

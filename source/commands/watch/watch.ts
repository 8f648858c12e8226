import { asciiJson } from '../../domain/ascii.ts';
import { iso, second } from '../../domain/time.ts';
import { asciiText } from '../../theme/glyphs.ts';
import { overviewNeeds } from '../../workspace/needs/overview.ts';
import { Poller } from '../../workspace/polling/poller.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { settled } from '../../workspace/polling/settle.ts';
import * as resources from '../../workspace/resources/common.ts';
import { type Edge, Edges } from '../../workspace/watch/edges.ts';
import { isKnownOver } from '../../workspace/watch/over.ts';
import { type Overview, overview } from '../../workspace/watch/overview.ts';
import { isFailing, problemsOf, relianceOf } from '../../workspace/watch/status.ts';
import { allowanceOf } from '../allowance.ts';
import { codeOfAnswer } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import { oneShot } from '../one-shot.ts';
import { type OpenWorkspace, openWorkspace } from '../reading/open-workspace.ts';
import { gapsOf, triageWords } from '../status-report.ts';

/** Changes of so long are looked at together, ms. */
const batch = second;

/** `segtop status --watch`: a line for each change, for logs and dumb terminals, until it is ended. */
export function watchStatus(options: GlobalOptions & { readonly json?: boolean }): Promise<void> {
  return oneShot(async () => {
    const workspace = await openWorkspace(options);
    const { ascii } = workspace;
    const write = (line: WatchLine) => {
      const text = options.json ? JSON.stringify(line) : lineText(line);
      process.stdout.write(`${ascii ? (options.json ? asciiJson(text) : asciiText(text)) : text}\n`);
    };
    const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
    process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
    const watching = watch(workspace, write);
    await stopped;
    process.exitCode = watching.code();
    watching.stop();
  });
}

/** One line of the output, as one JSON object. */
export interface WatchLine {
  readonly at: string;
  readonly edge: Edge['edge'] | 'no-answer' | 'answered';
  readonly id: string | null;
  readonly verdict: string | null;
  readonly sentence: string;
}

const words: Readonly<Record<WatchLine['edge'], string>> = {
  found: 'FOUND',
  began: 'BEGAN',
  changed: 'CHANGED',
  ended: 'ENDED',
  'no-answer': 'NO ANSWER',
  answered: 'ANSWERED',
};

/** `2026-01-05T10:00:00Z BEGAN Braze ← Web (prod)  401  94% failing`. */
export function lineText({ at, edge, sentence }: WatchLine): string {
  return `${at} ${words[edge].padEnd(9)} ${sentence}`.trimEnd();
}

/** What is known while it is watched. */
export interface Watching {
  readonly poller: Poller;
  picture(): Overview;
  /** What the whole picture is made of. */
  needs(): readonly Need[];
  /** Reads this too from now on, in place of what was asked for here before, and says when something has changed. */
  also(needs: () => readonly Need[], changed: () => void): void;
  /** How things stand at this moment as an exit code, by the rule of `segtop status`. */
  code(): number;
  stop(): void;
}

/** Reads as the dashboard does, and tells what changes. */
export function watch(
  workspace: Pick<OpenWorkspace, 'backend' | 'clock' | 'settings' | 'localOf'>,
  write: (line: WatchLine) => void,
  batchMs = batch,
): Watching {
  const { backend, clock, settings } = workspace;
  const { period, refresh } = settings;
  const edges = new Edges();
  let needs: readonly Need[] = [];
  let picture: Overview | undefined;
  let others: () => readonly Need[] = () => [];
  let changed: () => void = () => undefined;
  let lost: string | undefined;
  const look = (): void => {
    const read = <T>(resource: Parameters<typeof poller.snapshot<T>>[0]) => poller.snapshot(resource);
    const now = clock.now();
    const { data, error } = read(resources.workspace);
    const { privacy } = workspace.localOf(data?.id);
    needs = overviewNeeds(read, period, now, { privacy });
    poller.want([...needs, ...others()]);
    const at = iso(now);
    const message = error?.message as string | undefined;
    if (message !== lost) {
      if (message === undefined) write({ at, edge: 'answered', id: null, verdict: null, sentence: '' });
      else write({ at, edge: 'no-answer', id: null, verdict: null, sentence: message });
      lost = message;
    }
    const seen = overview(read, period, now, allowanceOf(settings), privacy);
    picture = seen;
    const wrong = seen.triage
      .filter(({ trouble }) => trouble)
      .map((item) => ({ id: item.id, ...triageWords(item, now) }));
    for (const { edge, wrong: of } of edges.take(wrong, settled(poller, needs), (id) => isKnownOver(seen, id)))
      write({ at, edge, id: of.id, verdict: of.verdict, sentence: of.sentence });
    changed();
  };
  const poller: Poller = new Poller({ backend, clock, intervals: refresh, batchMs, onChange: look });
  look();
  const code = (): number =>
    codeOfAnswer({
      ...relianceOf((resource) => poller.snapshot(resource), needs),
      isWhole: picture !== undefined && gapsOf(picture, problemsOf(poller, needs, clock.now())).length === 0,
      isFailing: picture !== undefined && isFailing(picture),
    });
  const also = (more: typeof others, tell: typeof changed): void => {
    [others, changed] = [more, tell];
    look();
  };
  return { poller, picture: () => picture!, needs: () => needs, also, code, stop: () => poller.stop() };
}

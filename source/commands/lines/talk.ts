import { TokenError } from '../../config/token-error.ts';
import { UsageError } from '../../config/usage-error.ts';
import { clock, zoneText } from '../../domain/format.ts';
import { type SafeText, sanitise } from '../../domain/text.ts';
import { type Period, second } from '../../domain/time.ts';
import { redactedLines } from '../../log/redact.ts';
import type { ViewId } from '../../state/pages.ts';
import { asciiText } from '../../theme/glyphs.ts';
import type { Poller } from '../../workspace/polling/poller.ts';
import { isRead } from '../../workspace/polling/settle.ts';
import * as resources from '../../workspace/resources/common.ts';
import { exitCode } from '../exit-codes.ts';
import type { OpenWorkspace } from '../reading/open-workspace.ts';
import type { WatchLine } from '../watch/watch.ts';
import { type Answer, answer, type Told, triageLines } from './answers.ts';
import { openSession, type Session } from './session.ts';
import { spokenSentence } from './spoken.ts';
import { type Asked, askedOf, shownOf } from './typed.ts';

/** Both ends of a conversation in lines. */
export interface Ends {
  readonly lines: AsyncIterator<string>;
  /** Somebody types at a terminal: only then there is a prompt. */
  readonly isTyped: boolean;
  write(text: string): void;
  /** What went wrong, where errors go. */
  fail(text: string): void;
  /** Resolves when it is to end at once. */
  readonly stopped: Promise<void>;
}

export interface TalkOptions {
  /** How long is waited for an answer, ms. */
  readonly timeout: number;
  /** What is told first, after what is wrong. */
  readonly first?: string | undefined;
  /** Changes were allowed by the one who started it. */
  readonly write: boolean;
}

const prompt = 'segtop> ';
/** Whoever waits so long is told how far the reading is, ms. */
const waiting = 10 * second;

const words: Readonly<Record<WatchLine['edge'], string>> = {
  found: 'found',
  began: 'began',
  changed: 'changed',
  ended: 'ended',
  'no-answer': 'no answer',
  answered: 'answered again',
};

/** A change in one line: `18:31 began: Braze ← Web (prod): 401, 94% failing, LOST`. */
export function changeLine({ at, edge, sentence }: WatchLine, startedAt: number): string {
  const text = sentence === '' ? '' : `: ${spokenSentence(sentence)}`;
  return `${clock(Date.parse(at), startedAt)} ${words[edge]}${text}`;
}

const periodNames: Readonly<Record<Period, string>> = { '24h': 'last 24 hours', '7d': 'last 7 days' };

/**
 * Tells what is wrong, then each change, and answers what is typed, until the input ends.
 * @param pages pages by the names that the palette has for them
 * @returns the exit code: how things stand, or where a line of a pipe could not be answered, why
 */
export async function talk(
  opened: OpenWorkspace,
  ends: Ends,
  pages: ReadonlyMap<string, ViewId>,
  options: TalkOptions,
): Promise<number> {
  const { clock: time, ascii } = opened;
  const startedAt = time.now();
  const told: Told = { rows: [] };
  let isPrompted = false;
  let failed: number | undefined;

  const put = (lines: readonly string[]): void => {
    // Whatever a line holds, no terminal obeys anything in it.
    const safe = lines.map((line): SafeText => sanitise(line, Number.POSITIVE_INFINITY));
    const text = safe.map((line) => `${ascii ? asciiText(line) : line}\n`).join('');
    ends.write(`${isPrompted ? '\n' : ''}${text}`);
    isPrompted = false;
  };
  const invite = (): void => {
    if (!ends.isTyped) return;
    ends.write(prompt);
    isPrompted = true;
  };
  const fail = (text: string, code: number): void => {
    failed ??= code;
    const line = redactedLines(text).join(' ');
    if (line !== '') ends.fail(ascii ? asciiText(line) : line);
  };
  const open = (period: Period): Session =>
    openSession({ ...opened, settings: { ...opened.settings, period } }, options.timeout, (line) => {
      const wasPrompted = isPrompted;
      put([changeLine(line, startedAt)]);
      if (wasPrompted) invite();
    });
  /** Tells what is wrong once it is known. */
  async function begin(session: Session): Promise<void> {
    let stop: () => void = () => undefined;
    const wait = (): void => {
      stop = time.setTimer(() => {
        put([progressLine(session)]);
        wait();
      }, waiting);
    };
    wait();
    await session.first().finally(() => stop());
    const { data } = session.poller.snapshot(resources.workspace);
    put([`${data?.name ?? 'Workspace'}, ${periodNames[session.picture().period]}.`, ...triageLines(session, told)]);
  }

  let session = open(opened.settings.period);
  /** @returns whether it goes on */
  async function one(asking: () => Asked): Promise<boolean> {
    try {
      const asked = asking();
      if (asked.kind === 'quit') return false;
      if (asked.kind === 'period') {
        const { period = session.picture().period === '24h' ? '7d' : '24h' } = asked;
        session.stop();
        session = open(period);
        await begin(session);
      } else if (asked.kind === 'profiles') put(profileLines(opened));
      else said(await answer(session, asked, told));
    } catch (thrown) {
      if (!(thrown instanceof UsageError || thrown instanceof TokenError)) throw thrown;
      fail(thrown.message, exitCode.usage);
    }
    return true;
  }
  const said = (of: Answer): void => {
    if ('lines' in of) put(of.lines);
    else if ('wrong' in of) fail(of.wrong, exitCode.usage);
    else fail(of.unread, exitCode.noAnswer);
  };

  const ended = ends.stopped.then(() => false as const);
  const work = async (): Promise<false> => {
    put([startLine(opened, options, startedAt)]);
    await begin(session);
    const { first } = options;
    if (first !== undefined) await one(() => shownOf(first.trim(), {}));
    for (;;) {
      invite();
      const { value, done } = await ends.lines.next();
      isPrompted &&= done === true;
      if (done || !(await one(() => askedOf(value, pages)))) return false;
    }
  };
  await Promise.race([work(), ended]);
  if (isPrompted) ends.write('\n');
  const code = session.code();
  session.stop();
  // Somebody who types sees what went wrong; a script knows it from the code.
  return ends.isTyped ? code : (failed ?? code);
}

function startLine({ settings }: OpenWorkspace, { write }: TalkOptions, now: number): string {
  const what = settings.mode === 'demo' ? 'demo' : `profile ${settings.profile}`;
  const readOnly = write ? 'read-only here, also with --write' : 'read-only';
  const others = settings.choose ? ' There are other profiles: workspaces lists them.' : '';
  return `segtop, ${what}, ${readOnly}. Times are ${zoneText(now)}.${others} Reading; help tells what can be typed.`;
}

/** How much has been read of all that is needed: what is being read is not. */
export function progressLine({ poller, needs }: Pick<Session, 'needs'> & { poller: Pick<Poller, 'snapshot'> }): string {
  const all = needs();
  const done = all.filter(({ resource }) => isRead(poller, resource)).length;
  return `Still reading: ${done} of ${all.length}.`;
}

function profileLines({ settings }: OpenWorkspace): readonly string[] {
  const { profiles, profile } = settings;
  if (profiles.length === 0) return ['There are no profiles in the configuration.'];
  return [
    ...profiles.map(
      ({ name, where }) => `${name}${where === undefined ? '' : `, ${where}`}${name === profile ? ', open' : ''}`,
    ),
    'Another one is opened by a start with --profile NAME.',
  ];
}

import { UsageError } from '../config/usage-error.ts';
import { asciiJson } from '../domain/ascii.ts';
import { clockText } from '../domain/format.ts';
import { redactedLines } from '../log/redact.ts';
import { openLastSyncs, whereOf } from '../storage/last-syncs.ts';
import { openLocal } from '../storage/local.ts';
import { asciiOnly } from '../theme/color-level.ts';
import { serverClock, systemClock } from '../workspace/polling/clock.ts';
import type { Read } from '../workspace/polling/read.ts';
import * as resources from '../workspace/resources/common.ts';
import { overview } from '../workspace/watch/overview.ts';
import { isFailing, problemsOf, relianceOf, statusOf } from '../workspace/watch/status.ts';
import { allowanceOf } from './allowance.ts';
import { connect } from './connect.ts';
import { codeOfAnswer } from './exit-codes.ts';
import { defaultTimeout, type GlobalOptions } from './global-options.ts';
import { loadSettings } from './load-settings.ts';
import { oneShot } from './one-shot.ts';
import { noOutput, progress } from './progress.ts';
import { keepForNext, readOnce } from './read-once.ts';
import { gapsOf, noAnswerLine, statusReport, triageWords } from './status-report.ts';

/** `segtop status`: one picture of the workspace, by the same code as the dashboard, then the end. */
export function status(options: GlobalOptions & { readonly json?: boolean }): Promise<void> {
  return oneShot(() => answer(options));
}

async function answer(options: GlobalOptions & { readonly json?: boolean }): Promise<void> {
  const clock = serverClock(systemClock);
  const until = clock.now() + (options.timeout ?? defaultTimeout);
  const { settings, paths, problems: notes } = await loadSettings(options, { periodOfLastTime: false });
  if (settings.mode === 'first-run')
    throw new UsageError('SEGTOP_TOKEN', undefined, 'a Public API token, a profile, or --demo');
  for (const note of notes) process.stderr.write(`segtop: ${note}\n`);
  const ascii = asciiOnly(process.env, settings.ascii || undefined);
  const { period, mode } = settings;
  const lastSyncs =
    mode === 'demo' ? undefined : await openLastSyncs(paths.cacheDir, whereOf(settings), () => undefined);
  const { backend } = await connect(settings, clock);
  const local = await openLocal(paths.stateDir, ({ message }) => void process.stderr.write(`segtop: ${message}\n`));
  const privacyOf = (workspaceId: string) => local.get({ profile: settings.profile, workspaceId }).privacy;
  const line = progress(options.plain ? noOutput : process.stderr, ascii);
  const reading = { backend, clock, period, until, lastSyncs, privacyOf, onProgress: line.update };
  const read = await readOnce(reading).finally(line.end);
  const { poller, needs } = read;
  poller.stop();
  const snapshot: Read = (resource) => poller.snapshot(resource);
  const now = clock.now();
  const workspace = poller.snapshot(resources.workspace).data;
  const privacy = workspace && privacyOf(workspace.id);
  const picture = overview(snapshot, period, now, allowanceOf(settings), privacy);
  const problems = gapsOf(picture, problemsOf(poller, needs(), now));
  const report = statusOf(picture, problems, backend.wire().requests, (item) => triageWords(item, now));
  const reliance = relianceOf(snapshot, needs());
  const answered = reliance.isAnswered;
  const wrong = clockText(backend.wire().clockAhead);
  if (wrong !== undefined) process.stderr.write(`segtop: ${wrong}: times are those of the API\n`);
  if (!answered) process.stderr.write(`segtop: ${redactedLines(noAnswerLine(report)).join(' ')}\n`);
  const json = JSON.stringify(report, null, 2);
  if (options.json) process.stdout.write(`${ascii ? asciiJson(json) : json}\n`);
  else if (answered) process.stdout.write(statusReport(picture, report, ascii));
  const isWhole = problems.length === 0;
  process.exitCode = codeOfAnswer({ ...reliance, isWhole, isFailing: isFailing(picture) });
  if (lastSyncs) await keepForNext(read, lastSyncs, now);
}

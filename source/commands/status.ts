import { UsageError } from '../config/usage-error.ts';
import { second } from '../domain/time.ts';
import { redactedLines } from '../log/redact.ts';
import { asciiOnly } from '../theme/color-level.ts';
import { systemClock } from '../workspace/clock.ts';
import type { Overview } from '../workspace/overview.ts';
import { overview } from '../workspace/overview.ts';
import { overviewNeeds, refused } from '../workspace/overview-needs.ts';
import { Poller } from '../workspace/poller.ts';
import { settled, slowSettled } from '../workspace/settle.ts';
import { isAnswered, isFailing, problemsOf, type Status, statusOf } from '../workspace/status.ts';
import { allowanceOf } from './allowance.ts';
import { connect } from './connect.ts';
import { exitCode } from './exit-codes.ts';
import type { GlobalOptions } from './global-options.ts';
import { loadSettings } from './load-settings.ts';
import { noAnswerLine, statusReport } from './status-report.ts';

/** Longest wait for the whole answer, and for reads that the API allows twice a minute once the rest is in. */
const longest = 120 * second;
const patience = 3 * second;

/** `segtop status`: one picture of the workspace, by the same code as the dashboard, then the end. */
export async function status(options: GlobalOptions & { readonly json?: boolean }): Promise<void> {
  const { settings, problems: notes } = await loadSettings(options, { periodOfLastTime: false });
  if (settings.mode === 'first-run')
    throw new UsageError('SEGTOP_TOKEN', undefined, 'a Public API token, a profile, or --demo');
  for (const note of notes) process.stderr.write(`segtop: ${note}\n`);
  const backend = await connect(settings, systemClock);
  const { poller, needs } = await readOnce(backend, settings.period);
  const now = systemClock.now();
  const picture = overview((resource) => poller.snapshot(resource), settings.period, now, allowanceOf(settings));
  const answer = statusOf(picture, problemsOf(poller, needs()), backend.wire().requests);
  const answered = isAnswered(poller, needs());
  poller.stop();
  if (!answered) process.stderr.write(`segtop: ${redactedLines(noAnswerLine(answer)).join(' ')}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  else if (answered)
    process.stdout.write(statusReport(picture, answer, asciiOnly(process.env, settings.ascii || undefined)));
  process.exitCode = answered ? codeOf(picture, answer) : exitCode.noAnswer;
}

async function readOnce(backend: ConstructorParameters<typeof Poller>[0]['backend'], period: Overview['period']) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const limit = setTimeout(resolve, longest);
  let patient: NodeJS.Timeout | undefined;
  const needs = () => overviewNeeds((resource) => poller.snapshot(resource), period, systemClock.now());
  const poller: Poller = new Poller({ backend, clock: systemClock, batchMs: 10, onChange: () => look() });
  const look = (): void => {
    const wanted = needs();
    poller.want(wanted);
    if (refused((resource) => poller.snapshot(resource)) || slowSettled(poller, wanted)) resolve();
    else if (settled(poller, wanted)) patient ??= setTimeout(resolve, patience);
  };
  look();
  await promise;
  clearTimeout(limit);
  clearTimeout(patient);
  return { poller, needs };
}

/** What is known to fail fails, however much else could not be read. */
function codeOf(picture: Overview, { problems }: Status): number {
  if (isFailing(picture)) return exitCode.failing;
  return problems.length > 0 ? exitCode.partly : exitCode.good;
}

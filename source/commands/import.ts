import { createReadStream } from 'node:fs';
import { NotWritten } from '../collect/durable.ts';
import { collectedFile, openCollected } from '../collect/file.ts';
import { type Imported, type ImportedInto, importFrom, intoOf, sourceInPath } from '../collect/import.ts';
import { emptyTally, understood } from '../collect/tally.ts';
import { UsageError } from '../config/usage-error.ts';
import { whole } from '../domain/format.ts';
import { joined, type SafeText, sanitise, t } from '../domain/text.ts';
import { iso } from '../domain/time.ts';
import { pathsOf } from '../storage/paths.ts';
import { fileReason } from '../storage/regular-file.ts';
import { serverClock, systemClock } from '../workspace/polling/clock.ts';
import { connect } from './connect.ts';
import { exitCode } from './exit-codes.ts';
import { defaultTimeout, type GlobalOptions } from './global-options.ts';
import { loadSettings } from './load-settings.ts';

export interface ImportCommandOptions extends GlobalOptions {
  /** The source that events come from which do not tell. */
  readonly source?: string | undefined;
}

const usualDays = 7;
const fromStdin = '-';

/** `segtop import FILE…`: failure logs and archives of events into what this machine knows of the workspace. */
export async function importFiles(files: readonly string[], options: ImportCommandOptions): Promise<void> {
  const { settings, problems } = await loadSettings(options, { periodOfLastTime: false });
  if (settings.mode === 'demo')
    throw new UsageError('import', '--demo', 'the token or the profile of the workspace that the files are of');
  for (const problem of problems) process.stderr.write(`segtop: ${problem}\n`);
  if (settings.mode !== 'api') throw new UsageError('SEGTOP_TOKEN', undefined, 'a Public API token, or a profile');
  const clock = serverClock(systemClock);
  const { backend, store: door } = await connect(settings, clock);
  const report = ({ message }: { readonly message: SafeText }) => void process.stderr.write(`segtop: ${message}\n`);
  const stores = await door!.open(report);
  let workspaceId = await stores.known();
  if (workspaceId === undefined) {
    const signal = AbortSignal.timeout(options.timeout ?? defaultTimeout);
    workspaceId = (await backend.workspace({ signal })).value.id;
    await stores.remember(workspaceId);
  }
  const opened = await stores.of(workspaceId);
  if (!opened) throw new Error('what is imported cannot be kept');
  let collected: ImportedInto | undefined;
  const file = collectedFile(pathsOf(process.env).stateDir, workspaceId);
  const events = async (): Promise<ImportedInto> => {
    if (collected) return collected;
    const database = await openCollected(file, report, 250);
    if (!database) throw new NotWritten();
    collected = intoOf(database, Date.now());
    return collected;
  };
  const days = settings.collect?.days ?? usualDays;
  let good = 0;
  let bad = 0;
  try {
    for (const [index, name] of files.entries()) {
      const into: Imported = { ...emptyTally(), homeless: 0 };
      const bytes = name === fromStdin ? process.stdin : createReadStream(name);
      const sourceId = options.source ?? sourceInPath(name);
      const failure = await importFrom(bytes, sourceId, { logs: opened.logs, events, now: Date.now, days }, into).then(
        () => undefined,
        (thrown: unknown) => reasonOf(thrown),
      );
      good += understood(into);
      bad += into.odd + (failure === undefined ? 0 : 1);
      // Before it is written: where nobody reads it the program ends there, and the files that follow were not read.
      process.exitCode = importCode(good, bad + files.length - 1 - index);
      process.stdout.write(`${summary(name === fromStdin ? t`stdin` : sanitise(name), into, failure)}\n`);
    }
  } finally {
    collected?.database.close();
    opened.store.close();
  }
}

/** @param bad lines and files that were not read */
export const importCode = (good: number, bad: number): number =>
  bad === 0 ? exitCode.good : good === 0 ? exitCode.noAnswer : exitCode.partly;

/** What was found in one file, in one line. */
export function summary(name: SafeText, tally: Imported, failure?: SafeText): SafeText {
  const { exchanges, attempts, errors, events, duplicates, odd, firstOdd, from, to, homeless } = tally;
  const kinds = [
    [exchanges, t`exchange`, t`exchanges`],
    [attempts, t`attempt`, t`attempts`],
    [errors, t`error`, t`errors`],
    [events, t`event`, t`events`],
  ] as const;
  const found = kinds.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many));
  const parts = [
    found.length > 0 ? joined(found, t`, `) : t`nothing`,
    ...(from === undefined || to === undefined ? [] : [t`from ${sanitise(iso(from))} to ${sanitise(iso(to))}`]),
    ...(duplicates > 0 ? [counted(duplicates, t`was there already`, t`were there already`)] : []),
    ...(odd > 0 ? [t`${counted(odd, t`line`, t`lines`)} not understood, the first is line ${firstOdd ?? 0}`] : []),
    ...(homeless > 0
      ? [t`${counted(homeless, t`of these names`, t`of these name`)} no source: --source tells it`]
      : []),
    ...(failure === undefined ? [] : [t`then ${failure}`]),
  ];
  return t`${name}: ${joined(parts, t`; `)}`;
}

const counted = (count: number, one: SafeText, many: SafeText): SafeText =>
  t`${whole(count)} ${count === 1 ? one : many}`;

/** Why a file was not read to its end. */
export function reasonOf(thrown: unknown): SafeText {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code.startsWith('Z_')) return t`the gzip is damaged`;
  if (thrown instanceof Error && code === '') return sanitise(thrown.message, 200);
  return fileReason(thrown);
}

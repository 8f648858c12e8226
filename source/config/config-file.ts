import { access } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { sanitise, t } from '../domain/text.ts';
import { codeOf, fileReason, type RegularFile, readRegular } from '../storage/regular-file.ts';
import type { CheckedConfig } from './check.ts';
import { type ConfigProblem, problemAt } from './problem.ts';
import type { ConfigContent } from './shape.ts';
import { UsageError } from './usage-error.ts';

/** Far more than any configuration, bytes. */
const largest = 1024 * 1024;

/** Bits that let others than the owner read a file. */
const readableByOthers = 0o077;

/** Names that the configuration may have; one of them only. */
const names = ['config.yaml', 'config.yml', 'config.json'] as const;

/** Every file that the configuration could be, whether it is there or not. */
export const configFiles = (configDir: string, file?: string): readonly string[] =>
  file === undefined ? names.map((name) => join(configDir, name)) : [file];

/**
 * The user's configuration file, or where it would be.
 * @param file from --config
 * @throws UsageError where there are two, since nobody could tell which one counts
 */
export async function configFile(configDir: string, file?: string): Promise<string> {
  if (file !== undefined) return file;
  const all = configFiles(configDir);
  const found: string[] = [];
  for (const path of all) {
    // A file that is there and cannot be looked at is one.
    const there = await access(path).then(
      () => true,
      (error: unknown) => codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR',
    );
    if (there) found.push(path);
  }
  const [first = all[0]!, second] = found;
  if (second !== undefined)
    throw new UsageError(
      'configuration',
      `${found.map((path) => basename(path)).join(' and ')} in ${configDir}`,
      'one of these files; move the other away',
    );
  return first;
}

/**
 * Reads config.yaml or config.json. The file belongs to the user: segtop never writes it. Without a file everything is left to the
 * defaults; a file that cannot be read, or parts of it that make no sense, are problems to show, never an exception.
 * @param file from --config, or undefined for the one in the configuration folder
 * @throws UsageError when a file was asked for and cannot be read, or when there are two
 */
export async function readConfig(configDir: string, file?: string): Promise<CheckedConfig> {
  const path = await configFile(configDir, file);
  const nothing = (...problems: readonly ConfigProblem[]): CheckedConfig => ({
    config: {},
    problems,
    file: path,
    broken: problems.length > 0,
  });
  let read: RegularFile;
  try {
    read = await readRegular(path, largest);
  } catch (error) {
    if (file !== undefined) throw new UsageError('--config', file, `a file that can be read (${fileReason(error)})`);
    return codeOf(error) === 'ENOENT'
      ? { config: {}, problems: [] }
      : nothing(whole(path, `cannot be read: ${fileReason(error)}`));
  }
  const { text, mode } = read;
  if (text.trim() === '') return nothing();
  // Loaded only where there is something to read and to check.
  const [{ readText }, { checkConfig }] = await Promise.all([import('./document.ts'), import('./check.ts')]);
  const { content, replaced, troubles, positionOf } = readText(text, extname(path) === '.json');
  const told = troubles.map(({ words, ...place }) => problemAt(path, [], sanitise(words), place));
  // Nothing but comments, or broken.
  if (content === undefined || content === null) return nothing(...told);
  const { config, problems } = checkConfig(path, content, positionOf, replaced);
  return { config, problems: [...told, ...problems, ...exposure(path, config, mode)], file: path, positionOf };
}

function whole(file: string, trouble: string): ConfigProblem {
  return { file, key: t``, message: t`${sanitise(file)} ${sanitise(trouble)}` };
}

function exposure(file: string, config: ConfigContent, mode: number): ConfigProblem[] {
  const hasWebhook = ({ alerts }: Pick<ConfigContent, 'alerts'>) =>
    Object.values(alerts?.channels ?? {}).some(({ webhook }) => webhook !== undefined);
  const holdsSecret =
    hasWebhook(config) ||
    Object.values(config.profiles ?? {}).some(
      (profile) => (profile.token ?? profile.collect?.secret) !== undefined || hasWebhook(profile),
    );
  if (!holdsSecret || process.platform === 'win32') return [];
  return (mode & readableByOthers) === 0
    ? []
    : [whole(file, 'holds a secret and others can read it; make it private with chmod 600')];
}

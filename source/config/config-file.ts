import { join } from 'node:path';
import { sanitise, t } from '../domain/text.ts';
import { codeOf, fileReason, type RegularFile, readRegular } from '../storage/regular-file.ts';
import type { CheckedConfig, ConfigProblem } from './check.ts';
import type { ConfigContent } from './shape.ts';
import { UsageError } from './usage-error.ts';

/** Far more than any configuration, bytes. */
const largest = 1024 * 1024;

/** Bits that let others than the owner read a file. */
const readableByOthers = 0o077;

/**
 * Reads config.json. The file belongs to the user: segtop never writes it. Without a file everything is left to the
 * defaults; a file that cannot be read, or parts of it that make no sense, are problems to show, never an exception.
 * @param file from --config, or undefined for config.json in the configuration folder
 * @throws UsageError when a file was asked for and cannot be read
 */
export async function readConfig(configDir: string, file?: string): Promise<CheckedConfig> {
  const path = file ?? join(configDir, 'config.json');
  const nothing = (message?: ConfigProblem): CheckedConfig => ({ config: {}, problems: message ? [message] : [] });
  let read: RegularFile;
  try {
    read = await readRegular(path, largest);
  } catch (error) {
    if (file !== undefined) throw new UsageError('--config', file, `a file that can be read (${fileReason(error)})`);
    return codeOf(error) === 'ENOENT' ? nothing() : nothing(whole(path, `cannot be read: ${fileReason(error)}`));
  }
  const { text, mode } = read;
  if (text.trim() === '') return nothing();
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return nothing(whole(path, `is not valid JSON${placeOf(error)}`));
  }
  // Loaded only where there is something to check.
  const { checkConfig } = await import('./check.ts');
  const { config, problems } = checkConfig(path, content);
  return { config, problems: [...problems, ...exposure(path, config, mode)] };
}

function whole(file: string, trouble: string): ConfigProblem {
  return { file, key: t``, message: t`${sanitise(file)} ${sanitise(trouble)}` };
}

/** The place that a JSON error names. The rest of its message may quote the file, and with it a token. */
function placeOf(error: unknown): string {
  const [, line, column] = (error instanceof Error && /\(line (\d+) column (\d+)\)/.exec(error.message)) || [];
  return line === undefined ? '' : ` at line ${line}, column ${column}`;
}

function exposure(file: string, config: ConfigContent, mode: number): ConfigProblem[] {
  const holdsSecret = Object.values(config.profiles ?? {}).some(
    ({ token, collect }) => (token ?? collect?.secret) !== undefined,
  );
  if (!holdsSecret || process.platform === 'win32') return [];
  return (mode & readableByOthers) === 0
    ? []
    : [whole(file, 'holds a secret and others can read it; make it private with chmod 600')];
}

import type { CheckedConfig, ConfigProblem } from '../../config/check.ts';
import { readConfig } from '../../config/config-file.ts';

/**
 * The configuration, checked also by what only the rest of segtop knows: commands by their ids, keys by what terminals send.
 * @throws UsageError when a file was asked for and cannot be read, or when there are two
 */
export async function wholeConfig(configDir: string, file?: string): Promise<CheckedConfig> {
  const checked = await readConfig(configDir, file);
  const { config, positionOf, file: read } = checked;
  if (read === undefined || config.keys === undefined) return checked;
  const [{ bind }, { problemAt }] = await Promise.all([
    import('../../keys/bindings.ts'),
    import('../../config/check.ts'),
  ]);
  const found = bind(config.keys).problems.map(({ id, words }): ConfigProblem => {
    const path = ['keys', id];
    return problemAt(read, path, words, positionOf?.(path, 'key'));
  });
  return { ...checked, problems: [...checked.problems, ...found].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

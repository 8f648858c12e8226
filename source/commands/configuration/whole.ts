import type { CheckedConfig, ConfigProblem } from '../../config/check.ts';
import { readConfig } from '../../config/config-file.ts';
import type { ConfigContent } from '../../config/shape.ts';
import { themeNames } from '../../domain/look.ts';
import { nearest } from '../../domain/nearest.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';

/**
 * The configuration, checked also by what only the rest of segtop knows: commands by their ids, keys by what terminals send.
 * @throws UsageError when a file was asked for and cannot be read, or when there are two
 */
export async function wholeConfig(configDir: string, file?: string): Promise<CheckedConfig> {
  const checked = await readConfig(configDir, file);
  const { config, positionOf, file: read } = checked;
  if (read === undefined || (config.keys === undefined && config.theme === undefined)) return checked;
  const [{ bind }, { problemAt }] = await Promise.all([
    import('../../keys/bindings.ts'),
    import('../../config/check.ts'),
  ]);
  const found = bind(config.keys ?? {}).problems.map(({ id, words }): ConfigProblem => {
    const path = ['keys', id];
    return problemAt(read, path, words, positionOf?.(path, 'key'));
  });
  const unknown = themeTrouble(config);
  if (unknown) found.push(problemAt(read, ['theme'], unknown, positionOf?.(['theme'], 'value')));
  return { ...checked, problems: [...checked.problems, ...found].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** A theme that nobody has made; undefined where the one that is asked for exists. */
function themeTrouble({ theme, themes = {} }: ConfigContent): SafeText | undefined {
  const known = [...themeNames, ...Object.keys(themes)];
  if (theme === undefined || known.includes(theme)) return undefined;
  const meant = nearest(theme, known);
  const tail = meant === undefined ? t`` : t`; did you mean ${sanitise(meant, 40)}?`;
  return t`"${sanitise(theme, 40)}" is not allowed; use ${sanitise(known.join(', '), 400)}${tail}`;
}

import type { CheckedConfig } from '../../config/check.ts';
import { readConfig } from '../../config/config-file.ts';
import { ownOf } from '../../config/own.ts';
import { type ConfigProblem, problemAt } from '../../config/problem.ts';
import type { ConfigContent } from '../../config/shape.ts';
import { themeNames } from '../../domain/look.ts';
import { nearest } from '../../domain/nearest.ts';
import { runText } from '../../domain/own.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';

/**
 * The configuration, checked also by what only the rest of segtop knows: commands by their ids, keys by what terminals send.
 * @throws UsageError when a file was asked for and cannot be read, or when there are two
 */
export async function wholeConfig(configDir: string, file?: string): Promise<CheckedConfig> {
  const checked = await readConfig(configDir, file);
  const { config, positionOf, file: read } = checked;
  const { theme, keys, commands, hotkeys, aliases } = config;
  if (read === undefined || (keys ?? theme ?? commands ?? hotkeys ?? aliases) === undefined) return checked;
  const [{ boundKeymap, hotkeyOf, ownNameOf }, { addressTroubles }] = await Promise.all([
    import('../../keys/own.ts'),
    import('./addresses.ts'),
  ]);
  const pathOf = (id: string): readonly string[] => {
    const [name, key] = [ownNameOf(id), hotkeyOf(id)];
    if (Object.hasOwn(keys ?? {}, id)) return ['keys', id];
    return name === undefined ? ['hotkeys', key ?? id] : ['commands', name, 'key'];
  };
  const found = boundKeymap(keys ?? {}, ownOf(config)).problems.map(({ id, words }): ConfigProblem => {
    const path = pathOf(id);
    return problemAt(read, path, words, positionOf?.(path, 'key'));
  });
  const isTold = (key: string) => checked.problems.some((problem) => problem.key === key);
  for (const [name, { run }] of Object.entries(commands ?? {}))
    if (!run && !isTold(`commands.${name}.run`))
      found.push(problemAt(read, ['commands', name], withoutRun, positionOf?.(['commands', name], 'key')));
  for (const { path, words } of addressTroubles(config))
    found.push(problemAt(read, path, words, positionOf?.(path, 'value')));
  const unknown = themeTrouble(config);
  if (unknown) found.push(problemAt(read, ['theme'], unknown, positionOf?.(['theme'], 'value')));
  const { theme: _, ...withoutTheme } = config;
  return {
    ...checked,
    config: unknown ? withoutTheme : config,
    problems: [...checked.problems, ...found].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}

const withoutRun = t`it has nothing to run; use an object with run, ${sanitise(runText)}`;

/** A theme that nobody has made; undefined where the one that is asked for exists. */
function themeTrouble({ theme, themes = {} }: ConfigContent): SafeText | undefined {
  const known = [...themeNames, 'auto', ...Object.keys(themes)];
  if (theme === undefined || known.includes(theme)) return undefined;
  const meant = nearest(theme, known);
  const tail = meant === undefined ? t`` : t`; did you mean ${sanitise(meant, 40)}?`;
  return t`"${sanitise(theme, 40)}" is not allowed; use ${sanitise(known.join(', '), 400)}${tail}`;
}

import { alertProblems } from '../../config/settings.ts';
import { asciiJson } from '../../domain/ascii.ts';
import { asciiOnly } from '../../theme/color-level.ts';
import { exitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import { loadSettings } from '../load-settings.ts';
import { oneShot } from '../one-shot.ts';

type Options = GlobalOptions & { readonly json?: boolean };

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const json = (value: unknown): string => {
  const text = JSON.stringify(value, null, 2);
  return asciiOnly(process.env) ? asciiJson(text) : text;
};

/** `segtop config check`: every mistake of the configuration, each on its line; exit code 2 where there is one. */
export const configCheck = (options: Options): Promise<void> =>
  oneShot(async () => {
    const { checked, configFile, problems } = await loadSettings(options);
    const own = [...checked.problems, ...alertProblems(checked)];
    // What is wrong with how the settings go together has no place in the file.
    const others = problems.filter((message) => !own.some((one) => one.message === message));
    if (options.json) print(json([...own, ...others.map((message) => ({ file: configFile, key: '', message }))]));
    else for (const message of [...own.map((one) => one.message), ...others]) print(message);
    if (own.length + others.length > 0) process.exitCode = exitCode.usage;
    else if (!options.json) print(checked.file === undefined ? `${configFile}: there is none` : `${configFile}: good`);
  });

/** `segtop config schema`: the JSON Schema of the configuration, for editors. */
export const configSchemaText = (): Promise<void> =>
  oneShot(async () => {
    const { configSchema } = await import('../../config/schema.ts');
    print(json(configSchema()));
  });

/** `segtop config show`: what is in force and what set it, secrets hidden. */
export const configShow = (options: Options): Promise<void> =>
  oneShot(async () => {
    const { settings, checked, problems, environment, remembered } = await loadSettings(options);
    const { explain, explainedText } = await import('./explain.ts');
    const rows = explain({ env: environment, options, checked, settings, remembered });
    for (const problem of problems) process.stderr.write(`segtop: ${problem}\n`);
    if (options.json) return print(json(rows));
    for (const line of explainedText(rows)) print(line);
  });

import { readFile, writeFile } from 'node:fs/promises';
import type { Command as CommandLine } from 'commander';
import { type Command, keymap, type Scope } from '../keys/keymap.ts';
import { keyLabel } from '../keys/labels.ts';
import { dataFolder } from '../mock/data/folder.ts';
import { loadScenario, scenarioNames } from '../mock/scenario/load.ts';
import { configPart } from './docs-config.ts';
import { cell, code, table, withParts } from './docs-markdown.ts';
import { exitCode, exitCodeMeaning } from './exit-codes.ts';
import { createProgram } from './program.ts';

/** Where a command has its key, in a word; nothing for everywhere. */
const places: Readonly<Record<Scope, string>> = {
  global: '',
  rows: 'lists',
  home: 'Home',
  graph: 'Overview',
  favorites: 'favorites',
  triage: 'triage',
  connection: 'connection',
  payload: 'payload',
  replay: 'on a replay request',
  audit: 'audit trail',
  privacy: 'fields of Privacy',
  'privacy-grid': 'Settings of Privacy',
  workspaces: 'workspaces',
  toggles: 'rows with a switch',
  overlay: 'dialogs',
};

function keysPart(commands: readonly Command[]): string {
  const groups = [...new Set(commands.map(({ group }) => group))];
  return table(
    ['Key', 'What it does', 'Where', 'Command id'],
    groups.flatMap((group) =>
      commands
        .filter((command) => command.group === group)
        .map(({ id, keys, title, scope }) => [
          keys.map((key) => code(keyLabel(key, true))).join(' '),
          cell(title),
          places[scope],
          code(id),
        ]),
    ),
  );
}

const optionRows = (program: CommandLine): string[][] =>
  program.options.map(({ flags, description, defaultValue }) => [
    code(flags),
    cell(description) + (defaultValue === undefined || defaultValue === true ? '' : ` (${defaultValue})`),
  ]);

function commandsPart(program: CommandLine): string {
  const usage = (command: CommandLine) =>
    [
      'segtop',
      command.name(),
      ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
    ].join(' ');
  return table(
    ['Command', 'What it does'],
    [
      [code('segtop'), 'the dashboard'],
      ...program.commands.map((command) => [code(usage(command)), cell(command.description())]),
    ],
  );
}

function optionsPart(program: CommandLine): string {
  return [
    table(['Option', 'Meaning'], optionRows(program)),
    ...program.commands
      .filter(({ options }) => options.length > 0)
      .flatMap((command) => [
        '',
        `\`segtop ${command.name()}\`:`,
        '',
        table(['Option', 'Meaning'], optionRows(command)),
      ]),
  ].join('\n');
}

function exitCodesPart(): string {
  return table(
    ['Code', 'Meaning'],
    (Object.keys(exitCode) as (keyof typeof exitCode)[]).map((name) => [String(exitCode[name]), exitCodeMeaning[name]]),
  );
}

async function scenariosPart(): Promise<string> {
  const folder = dataFolder();
  const rows = await Promise.all(
    scenarioNames.map(async (name) => [code(name), cell((await loadScenario(folder, name)).about)]),
  );
  return table(['Scenario', 'What is going on'], rows);
}

/** The README with its generated parts as the program has them now. */
export async function documented(readme: string): Promise<string> {
  const program = createProgram();
  return withParts(readme, {
    keys: keysPart(keymap),
    commands: commandsPart(program),
    options: optionsPart(program),
    'exit-codes': exitCodesPart(),
    configuration: configPart(),
    scenarios: await scenariosPart(),
  });
}

/** `npm run docs`: rewrites the generated parts of a README in place. */
export async function writeDocs(file: string): Promise<void> {
  await writeFile(file, await documented(await readFile(file, 'utf8')));
}

import { readFile, writeFile } from 'node:fs/promises';
import type { Command as CommandLine } from 'commander';
import { configSchema } from '../config/schema.ts';
import { allKeys, type Command, type Scope } from '../keys/keymap.ts';
import { keyLabel } from '../keys/labels.ts';
import { dataFolder } from '../mock/data/folder.ts';
import { loadScenario, scenarioNames } from '../mock/scenario/load.ts';
import { configPart, environmentPart, placeholdersPart } from './configuration/docs.ts';
import { cell, code, table, withParts } from './docs-markdown.ts';
import { exitCode, exitCodeMeaning } from './exit-codes.ts';
import { manualPage } from './manual/page.ts';
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
  replay: 'on a replay request or report',
  audit: 'audit trail',
  privacy: 'fields of Privacy',
  'privacy-grid': 'Settings of Privacy',
  workspaces: 'workspaces',
  toggles: 'rows with a switch',
  dialog: 'dialogs',
  menu: 'menus, workspaces',
  picker: 'choosing several',
  help: 'help',
  line: 'lines that are typed',
  edit: 'lines that are typed',
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

/** A command, and where it has some its own commands in its place, each with its whole name. */
function leavesOf(program: CommandLine, before = ''): readonly (readonly [name: string, command: CommandLine])[] {
  return shownCommands(program).flatMap((command) => {
    const name = `${before}${command.name()}`;
    return command.commands.length > 0 ? leavesOf(command, `${name} `) : [[name, command] as const];
  });
}

/** Commands that are there for shells alone are not told of. */
const shownCommands = (program: CommandLine) =>
  program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== 'help');

function commandsPart(program: CommandLine): string {
  const usage = (name: string, command: CommandLine) =>
    [
      'segtop',
      name,
      ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
    ].join(' ');
  return table(
    ['Command', 'What it does'],
    [
      [code('segtop'), 'the dashboard'],
      ...leavesOf(program).map(([name, command]) => [code(usage(name, command)), cell(command.description())]),
    ],
  );
}

function optionsPart(program: CommandLine): string {
  return [
    table(['Option', 'Meaning'], optionRows(program)),
    ...leavesOf(program)
      .filter(([, { options }]) => options.length > 0)
      .flatMap(([name, command]) => ['', `\`segtop ${name}\`:`, '', table(['Option', 'Meaning'], optionRows(command))]),
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
    keys: keysPart(allKeys),
    commands: commandsPart(program),
    options: optionsPart(program),
    'exit-codes': exitCodesPart(),
    placeholders: placeholdersPart(),
    configuration: configPart(),
    environment: environmentPart(),
    scenarios: await scenariosPart(),
  });
}

/** The JSON Schema as it is shipped. */
export const schemaText = (): string => `${JSON.stringify(configSchema(), null, 2)}\n`;

/** `npm run docs`: rewrites the generated parts of a README in place, the schema of the configuration and the manual page. */
export async function writeDocs(file: string, schemaFile: string, manualFile: string): Promise<void> {
  await writeFile(file, await documented(await readFile(file, 'utf8')));
  await writeFile(schemaFile, schemaText());
  await writeFile(manualFile, manualPage(createProgram()));
}

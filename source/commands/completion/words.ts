import type { Command, Option } from 'commander';
import { periods } from '../../domain/time.ts';
import { scenarioNames } from '../../mock/scenario/load.ts';
import { addressParts, addressTypes } from '../../state/address.ts';
import type { ViewId } from '../../state/pages.ts';
import type { GlobalOptions } from '../global-options.ts';
import { type ListName, listNamed, lists } from '../lists/names.ts';
import { shells } from './scripts.ts';

/** A word that may stand there. */
export interface Word {
  readonly word: string;
  readonly about?: string | undefined;
}

/** What has names: the type of an address, or the profiles of the configuration. */
export type NameType = ViewId | 'profile';

/** Names of what has been read, or is configured. */
export type NamesOf = (type: NameType) => readonly string[];

/** Stands for the files of the machine, which only the shell knows. */
const files = ':files';

const values: Readonly<Record<string, (namesOf: NamesOf) => readonly string[]>> = {
  '--scenario': () => scenarioNames,
  '--period': () => periods,
  '--profile': (namesOf) => namesOf('profile'),
  '--config': () => [files],
};

/**
 * The words that may stand at the end of a command line.
 * @param typed the words behind `segtop`, the last one as far as it was typed
 */
export function wordsFor(program: Command, typed: readonly string[], namesOf: NamesOf): readonly Word[] {
  const words = typed.map(unquoted);
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const at = before.findIndex((word, index) => !word.startsWith('-') && !takesValue(program, before[index - 1]));
  const command = program.commands.find((each) => each.name() === before[at]);
  const given = before
    .slice(at + 1)
    .filter((word, index, all) => !word.startsWith('-') && !takesValue(command ?? program, all[index - 1]));
  // A command of a group, as show of config, has options of its own.
  const inner = command?.commands.find((each) => each.name() === given[0]);
  const options = [...(inner?.options ?? []), ...(command?.options ?? []), ...program.options].filter(
    ({ hidden }) => !hidden,
  );
  const [flag = '', value] = /^(--[^=]+)=(.*)$/s.exec(last)?.slice(1) ?? [before.at(-1), last];
  if (value !== undefined && options.some((option) => option.long === flag && isValued(option))) {
    const stem = value === last ? '' : `${flag}=`;
    const known = (values[flag]?.(namesOf) ?? []).map((word) => ({ word }));
    return matching(value, known).map(({ word }) => ({ word: word === files ? word : `${stem}${word}` }));
  }
  if (last.startsWith('-'))
    return matching(
      last,
      options.map(({ long, description }) => ({ word: long ?? '', about: description })),
    );
  return matching(last, command ? argumentsOf(command, given, last, namesOf) : commandsOf(program));
}

const told: readonly (readonly [flag: string, key: 'profile' | 'apiUrl' | 'config'])[] = [
  ['--profile', 'profile'],
  ['--api-url', 'apiUrl'],
  ['--config', 'config'],
];

/** What a command line that is being typed says of the workspace that its names are of. */
export function workspaceIn(typed: readonly string[]): GlobalOptions {
  const words = typed.slice(0, -1).map(unquoted);
  const given = told.flatMap(([flag, key]) => {
    const at = words.findLastIndex((word, index) => word.startsWith(`${flag}=`) || words[index - 1] === flag);
    const word = words[at];
    return word === undefined ? [] : [[key, words[at - 1] === flag ? word : word.slice(flag.length + 1)] as const];
  });
  const isDemo = words.some((word) => word === '--demo' || /^--scenario(?:=|$)/.test(word));
  return { ...Object.fromEntries(given), ...(isDemo ? { demo: true } : {}) };
}

const commandsOf = (program: Command): readonly Word[] =>
  visible(program).map((each) => ({ word: each.name(), about: each.description() }));

/** Commands that are there for shells alone are not offered. */
const visible = (program: Command) =>
  program
    .createHelp()
    .visibleCommands(program)
    .filter((each) => each.name() !== 'help');

function argumentsOf(command: Command, given: readonly string[], last: string, namesOf: NamesOf): readonly Word[] {
  const name = command.name();
  if (command.commands.length > 0) return given.length === 0 ? commandsOf(command) : [];
  if (name === 'import') return [{ word: files }];
  if (name === 'login') return given.length === 0 ? namesOf('profile').map((word) => ({ word })) : [];
  if (name === 'completion' && given.length === 0) return shells.map((word) => ({ word }));
  if (name === 'payload' && given.length === 0) return namesOf('destination').map((word) => ({ word }));
  if ((name === 'show' || name === 'open' || name === 'report' || name === 'history') && given.length === 0)
    return addressesOf(last, namesOf);
  if (name !== 'list') return [];
  if (given.length === 0) return lists.map((each: ListName) => ({ word: each.name, about: each.about }));
  const of = given.length === 1 ? listNamed(given[0]!) : undefined;
  const owner = (of as ListName | undefined)?.of;
  return owner ? namesOf(owner.type).map((word) => ({ word })) : [];
}

function addressesOf(last: string, namesOf: NamesOf): readonly Word[] {
  const [type] = addressTypes.filter((id) => last.startsWith(`${id}/`));
  if (type) return namesOf(type).map((name) => ({ word: `${type}/${name}` }));
  return addressTypes.map((id) => ({ word: addressParts(id).length > 0 ? `${id}/` : id }));
}

const isValued = ({ required, optional }: Option): boolean => required || optional;

function takesValue(command: Command, word: string | undefined): boolean {
  const all = [...command.options, ...(command.parent?.options ?? [])];
  return word !== undefined && all.some((option) => option.long === word && isValued(option));
}

function matching(last: string, all: readonly Word[]): readonly Word[] {
  const typed = last.toLowerCase();
  return all.filter(({ word }) => word === files || (word !== '' && word.toLowerCase().startsWith(typed)));
}

/** A word as the shell has it, which may still have its quotes and backslashes. */
function unquoted(word: string): string {
  return word.replace(/\\(.)/g, '$1').replace(/^['"]/, '').replace(/['"]$/, '');
}

import * as z from 'zod';
import { hasPlaceholder, ownOutputs, placeholders, runText, thingKinds, unknownPlaceholder } from '../../domain/own.ts';
import { allowed, described, keyNames, keys, name } from '../kinds.ts';

/** What the user adds: commands, aliases and hotkeys. */

const nameText = 'a name of small letters, digits and dashes that begins with a letter';
const ownName = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** An object by such names; a wrong name is told apart from a wrong object. */
const named = <T extends z.ZodType>(value: T, text: string) =>
  z.record(ownName, value, { error: (issue) => (issue.code === 'invalid_key' ? nameText : text) });

const placeholderText = Object.keys(placeholders)
  .map((one) => `{${one}}`)
  .join(', ');

/** Judged as a whole: a program must never run without one of its arguments. */
const run = z
  .array(z.any(), allowed(runText))
  .superRefine((argv: readonly unknown[], context) => {
    const refuse = (message: string): void => context.addIssue({ code: 'custom', message });
    const words = argv.filter((one): one is string => typeof one === 'string' && !one.includes('\u0000'));
    if (words.length === 0 || words.length < argv.length || words[0] === '') return refuse(runText);
    if (hasPlaceholder(words[0]!)) return refuse('a program that is named without placeholders');
    const unknown = words.map(unknownPlaceholder).find((one) => one !== undefined);
    if (unknown !== undefined) refuse(`the placeholders ${placeholderText} in place of ${unknown}`);
  })
  .transform((argv) => argv as readonly string[])
  .meta({ items: { type: 'string' }, minItems: 1 });

const outputText = ownOutputs.join(', ');

const command = keys({
  run: described(run, 'program and its arguments; no shell sees them, and each placeholder stays within its argument', [
    'jira',
    'new',
    '--summary={name}',
  ]).optional(),
  title: described(name, 'what help, menu and palette call it; the arguments without it', 'A ticket').optional(),
  on: described(
    z.array(z.enum(thingKinds, allowed(thingKinds.join(', '))), allowed('a list of kinds such as source')),
    `kinds of rows and pages that it is for: ${thingKinds.map((one) => `\`${one}\``).join(', ')}; everywhere without it`,
    ['destination', 'source'],
  ).optional(),
  key: described(keyNames, 'its key, or several; `keys` may also give it one by its id `own.NAME`', 'alt+j').optional(),
  confirm: described(
    z.union([z.boolean(), z.string()], allowed('true, false or a question')),
    'asks before it runs: `true`, or the question',
    true,
  ).optional(),
  output: described(
    z.enum(ownOutputs, allowed(outputText)),
    'what becomes of what it prints: the last line as a `toast` (without it), `pager`, `nothing`, or `terminal` for a program that takes the whole screen',
    'pager',
  ).optional(),
});

export const ownCommands = named(command, 'an object of commands by name');
export const aliases = named(name, 'an object of palette lines and addresses by name');
export const hotkeys = z.record(name, name, allowed('an object of addresses such as destination/ID by key'));

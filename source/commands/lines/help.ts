import { type ListName, lists } from '../lists/names.ts';

const commands: readonly (readonly [usage: string, does: string])[] = [
  ['triage', 'what is wrong, worst first'],
  ['status', 'totals of sources and destinations, then what is wrong'],
  ['failing, sources, usage …', 'any list below; words after it filter: destinations braze'],
  ['list NAME [OF]', 'the same, with --filter, --sort, --limit, --columns, --at, --json'],
  ['3, show 3', 'opens row 3 of the list told last'],
  ['show TYPE/ID', 'tells a page, such as show destination/Braze, show health; open does the same'],
  ['Braze', 'tells the page of what has this name'],
  ['payload CONNECTION', 'a failed delivery as JSON, with --code, --sample, --reveal'],
  ['worst', 'the payload of what is worst'],
  ['report TYPE/ID', 'the incident report as Markdown'],
  ['history TYPE/ID', 'the hours of a source or a connection, with --from, --to, --json'],
  ['period 24h, period 7d', 'looks at the last 24 hours or 7 days'],
  ['refresh', 'reads everything again'],
  ['workspaces', 'workspaces of the configuration'],
  ['help', 'this'],
  ['quit', 'ends; so does the end of the input'],
];

/** What can be typed, a line each. */
export function helpLines(): readonly string[] {
  return [
    'Type a command, then Enter:',
    ...commands.map(([usage, does]) => `${usage}: ${does}.`),
    'Lists:',
    ...lists.map(({ name, of, about }: ListName) => `${name}${of ? ` ${of.type.toUpperCase()}` : ''}: ${about}.`),
    'Changes are told as they come. Nothing is changed in Segment from here.',
  ];
}

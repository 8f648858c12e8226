import { describe, expect, test } from 'vitest';
import type { Environment } from '../../../source/actions/environment.ts';
import {
  type Arguments,
  addressArguments,
  exportArguments,
  momentArguments,
} from '../../../source/actions/finding/arguments.ts';
import { addressee } from '../../../source/actions/own.ts';
import { sanitise, t } from '../../../source/domain/text.ts';

const things = [
  { kind: t`source`, name: t`iOS`, target: { view: 'source', params: { id: 's1' } } },
  { kind: t`source`, name: t`Web (prod)`, target: { view: 'source', params: { id: 's2' } } },
  {
    kind: t`destination`,
    name: t`Braze ← iOS`,
    names: ['Braze'],
    target: { view: 'destination', params: { id: 'd1' } },
  },
] as const;

function environmentWith(known: readonly object[] = things): Environment {
  return {
    now: () => Date.parse('2026-11-21T14:12:30Z'),
    things: () => known,
    pathsLike: (start: string) => ['out/', 'clips/', 'there.csv'].filter((path) => path.startsWith(start)),
  } as unknown as Environment;
}

const said = (of: Arguments, rest: string) => {
  const found = of.check(rest);
  return 'why' in found ? `no: ${found.why}` : found.does;
};
const offered = (of: Arguments, rest: string) => of.offers(rest).map((offer) => `${offer.rest}: ${offer.title}`);

describe(':export', () => {
  const of = exportArguments(environmentWith());
  const formats = 'csv, json or md for rows, text, ansi or svg for the screen';

  test.each([
    ['csv', 'Rows of the list as comma-separated values, into a new file here'],
    [' MD  my rows.md ', 'Rows of the list as a table of Markdown, into my rows.md'],
    ['text clipboard', 'The screen as text, into the clipboard'],
    ['ansi clipboard', 'no: a clipboard loses the codes of colours: text can be copied'],
    ['ansi x', 'The screen with its colours, for cat, into x'],
    ['', `no: a format is missing: ${formats}`],
    ['csx', `no: “csx” is no format (did you mean csv?): ${formats}`],
    ['spreadsheet', `no: “spreadsheet” is no format: ${formats}`],
  ])('of “%s” says: %s', (rest, words) => expect(said(of, rest)).toBe(words));

  test.each<[string, readonly string[]]>([
    ['', ['csv', 'json', 'md', 'text', 'ansi', 'svg']],
    ['S', ['svg']],
    ['csv', []],
    ['csv ', ['csv clipboard', 'csv out/', 'csv clips/', 'csv there.csv']],
    ['csv cli', ['csv clipboard', 'csv clips/']],
    ['csv clipboard', []],
    ['csv there.csv', []],
    ['csx ', []],
  ])('of “%s” offers %j', (rest, wanted) => expect(of.offers(rest).map((offer) => offer.rest)).toEqual(wanted));

  test('says of each place what it is', () => {
    expect(offered(of, 'csv ')).toEqual([
      'csv clipboard: The clipboard',
      'csv out/: A folder',
      'csv clips/: A folder',
      'csv there.csv: Is there: asks first',
    ]);
  });
});

describe(':at', () => {
  const of = momentArguments(environmentWith());

  test.each([
    ['-1h', 'The screen as of 13:12'],
    ['yesterday 02:00', 'The screen as of Nov 20 02:00'],
    ['noon', 'no: “noon” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
  ])('of “%s” says: %s', (rest, words) => expect(said(of, rest)).toBe(words));

  test.each<[string, readonly string[]]>([
    ['', ['-1h', '-3h', '-1d', '02:00', 'yesterday 02:00']],
    ['-1', ['-1h', '-1d']],
    ['-1h', []],
    [' -1h', []],
    [' 14:30 ', ['yesterday 14:30']],
    ['Y', ['yesterday 02:00']],
    ['02:00', ['yesterday 02:00']],
    ['14:30', ['yesterday 14:30']],
    ['02:000', []],
    ['123', []],
  ])('of “%s” offers %j', (rest, wanted) => expect(of.offers(rest).map((offer) => offer.rest)).toEqual(wanted));

  test('says of each moment which it is', () => {
    expect([...offered(of, ''), ...offered(of, '14:30')]).toEqual([
      '-1h: An hour ago',
      '-3h: Three hours ago',
      '-1d: This time yesterday',
      '02:00: The last two o’clock in the night',
      'yesterday 02:00: A time of yesterday',
      'yesterday 14:30: The same of yesterday',
    ]);
  });
});

describe(':open', () => {
  const of = addressArguments(environmentWith());

  test.each([
    [' ', 'no: an address is missing: TYPE/ID or TYPE/NAME, such as source/iOS'],
    ['source/iOS', 'Open source/iOS'],
    ['triage', 'Open triage'],
    ['sorce/iOS', 'no: there is no page sorce (did you mean source?)'],
    ['conection/x', 'no: there is no page conection (did you mean connection?)'],
    ['privacy/inbox', 'Open privacy/inbox'],
    ['privacy/nope', 'no: privacy has no nope; use home, detection, inbox, inventory, settings, end-user'],
    ['sources/iOS', 'no: sources takes no iOS after it'],
    ['somethingelse/x', 'no: there is no page somethingelse'],
    ['source', 'no: source needs an id: source/ID'],
    ['SOURCE', 'no: source needs an id: source/ID'],
  ])('of “%s” says: %s', (rest, words) => expect(said(of, rest)).toBe(words));

  test.each<[string, readonly string[]]>([
    ['sour', ['sources: A page', 'source/: A page of one thing, by its id or name']],
    ['sources', []],
    ['conn', ['connection/: A page of one thing, by its id or name']],
    ['source/', ['source/iOS: source', 'source/Web (prod): source']],
    ['source/w', ['source/iOS: source', 'source/Web (prod): source']],
    ['source/we', ['source/Web (prod): source']],
    [' SOURCE/we', ['SOURCE/Web (prod): source']],
    ['source/ w', ['source/iOS: source', 'source/Web (prod): source']],
    ['constructor/', []],
    ['source/iOS', []],
    ['Connection/', ['Connection/Braze ← iOS: destination']],
    ['warehouse/', []],
  ])('of “%s” offers %j', (rest, wanted) => expect(offered(of, rest)).toEqual(wanted));

  test.each([
    ['audience', 'Cart / 100%', 'Cart %2F 100%25'],
    ['audience', '100%', '100%'],
    ['source', 'a/b', 'a/b'],
    ['source', 'a%20b/c %', 'a%2520b%2Fc %25'],
    ['violation-list', 'Paid/Order · Web', 'Paid%2FOrder · Web'],
  ] as const)('of %s offers %j so that it leads there', (view, name, part) => {
    const target = { view, params: { id: 'that' } };
    const environment = environmentWith([{ kind: t`it`, name: sanitise(name), target }]);
    const { offers } = addressArguments(environment);
    expect(offers(`${view}/`).map(({ rest }) => rest)).toEqual([`${view}/${part}`]);
    expect(addressee(environment, `${view}/${part}`)).toMatchObject({ target: { view, params: { id: 'that' } } });
  });

  const braze = (id: string, name: string, severity?: number) => {
    const target = { view: 'destination', params: { id } };
    return { kind: t`destination`, name: sanitise(name), names: ['Braze'], severity, target };
  };
  test.each<[string, readonly object[], string, string]>([
    ['one', [braze('d1', 'Braze ← iOS')], 'd1', 'Open connection/braze'],
    [
      'the worst of several',
      [braze('d1', 'Braze ← iOS'), braze('d2', 'Braze ← Web', 5), braze('d3', 'Braze ← Web 2', 4)],
      'd2',
      'Open Braze ← Web: the worst of 3 called so',
    ],
    [
      'the first of several that are well',
      [braze('d1', 'Braze ← iOS'), braze('d2', 'Braze ← Web')],
      'd1',
      'Open Braze ← iOS: the first of 2 called so',
    ],
    [
      'the one with no other name',
      [braze('d1', 'Braze ← iOS', 5), braze('d2', 'Braze')],
      'd2',
      'Open connection/braze',
    ],
    ['an id', [], 'braze', 'Open connection/braze'],
  ])('a name leads to %s', (_, known, id, words) => {
    const environment = environmentWith(known);
    expect(addressee(environment, 'connection/braze')).toMatchObject({ target: { params: { id } } });
    expect(said(addressArguments(environment), 'connection/braze')).toBe(words);
  });

  test('blanks at the ends and how accents are put together do not count', () => {
    const target = { view: 'source', params: { id: 's9' } };
    const environment = environmentWith([{ kind: t`source`, name: sanitise(' Cafe\u0301 '), target }]);
    expect(addressee(environment, 'source/café')).toMatchObject({ target });
  });

  test('offers not more than forty of a kind', () => {
    const many = Array.from({ length: 41 }, (_, index) => ({ ...things[0], name: sanitise(`iOS ${index}`) }));
    expect(addressArguments(environmentWith(many)).offers('source/')).toHaveLength(40);
  });
});

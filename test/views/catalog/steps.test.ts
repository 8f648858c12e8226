import { expect, test } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { textOf } from '../../../source/theme/spans.ts';
import { columns } from '../../../source/views/catalog/catalog/columns.ts';
import { stepRows } from '../../../source/views/catalog/steps.ts';
import type { CatalogEntry } from '../../../source/workspace/catalog/entries.ts';

const keys = { keyOf: (id: string) => sanitise(`<${id}>`) };

const entry = (change: object): CatalogEntry =>
  ({ tab: 'destination', name: t`Braze`, status: t`PUBLIC`, categories: [], instances: [], ...change }) as never;

/** The steps, each in a row: the number, and how it begins. */
const stepsOf = (of: CatalogEntry): readonly string[] =>
  stepRows(of, keys, 10_000).map(({ line, more = [] }) =>
    [line!, ...more]
      .map(({ spans }) => textOf(spans).trim())
      .join(' ')
      .replace(/ +/g, ' '),
  );

const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    required: at > 0,
    label: at === 1 ? t`API key` : t``,
    name: t`option${at}`,
  }));

test.each<[string, object, has: readonly RegExp[], hasNot: readonly RegExp[]]>([
  [
    'a destination of both modes',
    { item: { modes: ['cloud', 'device'], options: [] } },
    [
      /^1\. <browser> copies the link to Braze/,
      /^3\. Choose cloud or device mode/,
      /^5\. In device mode pages pick it up/,
    ],
    [/Fill in/],
  ],
  [
    'a destination that browsers alone call',
    { item: { modes: ['device'], options: options(3) } },
    [/^3\. Fill in what it requires: API key, option2\.$/, /^5\. In device mode/],
    [/Choose cloud or device/],
  ],
  [
    'a destination that Segment alone calls',
    { item: { modes: ['cloud'], options: options(8) } },
    [
      /: API key, option2, option3, option4, option5, option6 and 1 more \(below\)\.$/,
      /^5\. Watch its first deliveries on page <page\.destinations>/,
    ],
    [/device/],
  ],
  ['a destination of which nothing more is known', {}, [/^4\. Watch its first deliveries/], [/device/, /Fill in/]],
  [
    'a library',
    { tab: 'source', categories: [t`Website`] },
    [/^3\. Put the library into your code/],
    [/Let Segment in/],
  ],
  [
    'a library of more than one category',
    { tab: 'source', categories: [t`Raw Data`, t`MOBILE`] },
    [/^3\. Put the library into your code/],
    [/Let Segment in/],
  ],
  [
    'a tool whose category only begins as that of a library',
    { tab: 'source', categories: [t`Website Builders`] },
    [/^3\. Let Segment in at Braze/],
    [/library/],
  ],
  ['a tool that Segment reads', { tab: 'source', categories: [t`CRM`] }, [/^3\. Let Segment in at Braze/], [/library/]],
  ['a warehouse', { tab: 'warehouse' }, [/^1\. Make a database user/, /triage \(<page\.triage>\)\.$/], [/Fill in/]],
  [
    'a source function',
    { tab: 'function', fn: { side: 'SOURCE' } },
    [/choose Connect Source\.$/],
    [/Deliveries stand/],
  ],
  [
    'another function',
    { tab: 'function', fn: { side: 'DESTINATION' } },
    [/^3\. Deliveries stand on page/],
    [/Connect Source/],
  ],
  ['what takes no new connections', { status: t`DEPRECATED` }, [/^1\. Braze takes no new connections/], [/^2/]],
  ['what is gone', { status: t`UNAVAILABLE` }, [/^1\. Braze takes no new connections/], [/^2/]],
])('how %s is connected', (_, change, has, hasNot) => {
  const steps = stepsOf(entry(change));
  for (const pattern of has) expect(steps).toContainEqual(expect.stringMatching(pattern));
  for (const pattern of hasNot) expect(steps).not.toContainEqual(expect.stringMatching(pattern));
});

test('a step goes on under its beginning', () => {
  const [first] = stepRows(entry({}), keys, 40);
  const texts = [first!.line!, ...(first!.more ?? [])].map(({ spans }) => textOf(spans));
  expect(texts.length).toBeGreaterThan(1);
  expect(texts.map((text) => text.slice(0, 3))).toEqual(['1. ', ...Array(texts.length - 1).fill('   ')]);
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(40);
});

test('names sort whatever their case', () => {
  const sort = columns.find(({ id }) => id === 'name')!.sort!;
  expect([t`Zendesk`, t`amplitude`, t`Braze`].map((name) => sort(entry({ name })))).toEqual([
    'zendesk',
    'amplitude',
    'braze',
  ]);
});

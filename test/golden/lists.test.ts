import { beforeAll, expect, test } from 'vitest';
import { type Column, spansOf } from '../../source/components/table/columns.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { fieldsOf } from '../../source/views/kit/listing/fields.ts';
import type { Listing } from '../../source/views/kit/listing/listing.ts';
import { listedOn } from '../../source/views/listed.ts';
import { views } from '../../source/views/registry.ts';
import { throughTabs } from '../views/scenarios.ts';
import { actAt, type Stage, stageNow, stageOf } from '../views/stage.ts';
import { findTargets } from '../views/targets.ts';
import { expectScreen } from './golden.ts';

/** Every list of every page and tab in the workspace with every incident, by its name. */
const lists = new Map<string, Listing>();
let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  const { targets } = await findTargets(stage);
  for (const { id } of views) {
    const act = actAt(stage, targets.get(id)!);
    await throughTabs(act, () => {
      const listed = listedOn(act.screen.scene);
      if (listed && !lists.has(listed.name)) lists.set(listed.name, listed.listing);
    });
  }
}, 120_000);

const names = [
  ...[
    'activity',
    'alert-rules',
    'alerts',
    'alerts-was',
    'audiences',
    'catalog',
    'catalog-destinations',
    'catalog-functions',
    'catalog-warehouses',
    'connections',
    'debugger',
    'error-codes',
    'events',
    'fields',
    'functions',
    'health',
    'inbox',
    'labels',
    'log',
    'mappings',
    'matchers',
    'models',
    'notifications',
    'plan-rules',
    'plans',
    'privacy-settings',
    'regulations',
    'sources',
    'syncs',
    'tracking-plan-changelog',
    'tracking-plan-sources',
    'transformations',
    'triage',
    'usage',
    'usage-mtu',
    'users',
    'violation-events',
    'violation-list',
    'violations',
    'workspaces',
  ],
];

function widthText(width: Column<number>['width']): string {
  if (typeof width === 'number') return String(width);
  return `${width.min} to ${width.max ?? 'any'}${width.grow === undefined ? '' : `, share ${width.grow}`}`;
}

/** How a column is placed, and what it is to programs. */
const columnText = ({ id, header, name, width, priority, align, optional, sort, isTime }: Column<number>): string =>
  [
    id,
    name === undefined ? header : `${header}(${name})`,
    widthText(width),
    `place ${priority}`,
    ...(align ? [align] : []),
    ...(optional ? ['when asked for'] : []),
    ...(sort ? [] : ['not sorted']),
    ...(isTime ? ['time'] : []),
  ].join(' | ');

/** Of each tone that the cells of a column have, the first text that has it. */
function tonesOf(listing: Listing, column: Column<number>): string {
  const seen = new Map<string, string>();
  for (let index = 0; index < listing.count; index += 1) {
    const cell = column.cell(index, {
      glyphs: glyphs(false),
      width: 20,
      selected: false,
      marked: false,
      now: stageNow,
    });
    for (const { tone = 'plain', text } of spansOf(cell))
      if (text.trim() !== '' && !seen.has(tone)) seen.set(tone, text);
  }
  return `${column.id}: ${[...seen].map(([tone, text]) => `‹${tone}›${text}`).join(' ')}`;
}

/** What programs are told of the first rows and the last one. */
function rowsOf(listing: Listing): readonly string[] {
  const fields = fieldsOf(listing, { now: stageNow });
  const told = [0, 1, 2, listing.count - 1].filter(
    (index, at, all) => index >= 0 && index < listing.count && all.indexOf(index) === at,
  );
  return told.map((index) =>
    JSON.stringify(Object.fromEntries(fields.map(({ id, value }) => [id, value(index) ?? null]))),
  );
}

test('no list of a page is left out', () => {
  expect([...lists.keys()].sort()).toEqual(names);
});

test.each(names)('%s: a moment is an ISO time to programs, never milliseconds', (name) => {
  const listing = lists.get(name)!;
  const fields = fieldsOf(listing, { now: stageNow });
  const told = Array.from({ length: listing.count }, (_, index) => fields.map(({ id, value }) => [id, value(index)]));
  const isMoment = (value: unknown) => typeof value === 'number' && Math.abs(value - stageNow) < 10 * 365 * 86_400_000;
  expect(told.flat().filter(([, value]) => isMoment(value))).toEqual([]);
});

test.each(names)('%s: how its columns are placed, what they look like, and what programs are told', (name) => {
  const listing = lists.get(name)!;
  const json = listing.count > 0 ? listing.json(0) : null;
  const parts = [
    listing.columns.map(columnText),
    listing.columns.map((column) => tonesOf(listing, column)),
    rowsOf(listing),
    [JSON.stringify(json, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))],
  ];
  expectScreen(`lists/${name}`, parts.map((part) => part.join('\n')).join('\n\n'));
});

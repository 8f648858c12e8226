import { beforeAll, expect, test } from 'vitest';
import { type Column, spansOf } from '../../source/components/table/columns.ts';
import type { LogLine } from '../../source/domain/log-line.ts';
import { t } from '../../source/domain/text.ts';
import type { AlertRecord, Finding } from '../../source/domain/watch/alerts/alert.ts';
import { contentOf } from '../../source/state/pane.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { fieldsOf } from '../../source/views/kit/listing/fields.ts';
import type { Listing } from '../../source/views/kit/listing/listing.ts';
import { listedOn } from '../../source/views/listed.ts';
import { views } from '../../source/views/registry.ts';
import { openPane, throughTabs } from '../views/scenarios.ts';
import { actAt, type Stage, stageNow, stageOf } from '../views/stage.ts';
import { findTargets } from '../views/targets.ts';
import { expectScreen } from './golden.ts';

/** What segtop itself did: a request that was answered, one that was not, and something that is no request. */
const log: readonly LogLine[] = [
  { id: 3, at: stageNow - 2_000, level: 'info', what: t`GET`, about: t`/sources`, answer: t`200`, took: 412 },
  {
    id: 2,
    at: stageNow - 65_000,
    level: 'warn',
    what: t`GET`,
    about: t`/warehouses`,
    answer: t`timeout`,
    took: 30_000,
  },
  { id: 1, at: stageNow - 7_200_000, level: 'debug', what: t`started`, about: t`version 1` },
];

/** One alert that is over, and one that was before and holds no more. */
function pastAlerts(): readonly AlertRecord[] {
  const finding: Finding = {
    ...{ key: 'delivery:1', rule: 'delivery-rate', severity: 'critical', groups: [], numbers: {}, size: 12 },
    ...{ subject: { type: 'destination', id: '1', name: t`Mixpanel` }, verdict: t`LOST`, facts: t`LOST 500` },
    since: stageNow - 7_200_000,
  };
  const record: AlertRecord = {
    ...{ id: finding.key, state: 'resolved', regressed: false, members: [], holding: [], groups: [], tellings: 1 },
    ...{ raisedAt: stageNow - 7_000_000, resolvedAt: stageNow - 3_600_000, finding },
  };
  const calming = { ...finding, key: 'delivery:2', severity: 'warning', since: undefined } as const;
  return [record, { ...record, id: calming.key, finding: calming, clearSince: stageNow - 600_000, regressed: true }];
}

/** Every list of every page and tab in the workspace with every incident, by its name. */
const lists = new Map<string, Listing>();
/** From how many columns on the details of a list stand beside it. */
const aside = new Map<string, number | undefined>();
let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  const { targets } = await findTargets(stage);
  const classifying = actAt(stage, { view: 'privacy', params: { tab: 'inbox' } });
  await classifying.settled();
  classifying.press('a', 'c', 'a', 'a');
  const { local } = classifying.store.getState();
  for (const { id } of views) {
    const act = actAt(stage, targets.get(id)!, { log, state: { alerts: pastAlerts(), local } });
    await throughTabs(act, () => {
      const listed = listedOn(act.screen.scene);
      if (!listed || lists.has(listed.name)) return;
      lists.set(listed.name, listed.listing);
      aside.set(listed.name, contentOf(openPane(act), 'table')?.asideFrom || undefined);
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

/** The first rows and the last one. */
const some = ({ count }: Listing): readonly number[] =>
  [...new Set([0, 1, 2, count - 1])].filter((index) => index >= 0 && index < count);

/** What a column is sorted by, and what a filter looks at where that is more than its cell. */
function hiddenOf(listing: Listing, { id, sort, found }: Column<number>): string {
  const values = some(listing).map((index) => String(sort?.(index)));
  const texts = some(listing).map((index) => found?.(index) ?? '');
  return `${id}: ${values.join(' < ')}${found ? ` found as ${texts.join(' / ')}` : ''}`;
}

/** What programs are told of some rows. */
function rowsOf(listing: Listing): readonly string[] {
  const fields = fieldsOf(listing, { now: stageNow });
  return some(listing).map((index) =>
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

test.each(names)('%s: how its columns are placed, look and are sorted, and what programs are told', (name) => {
  const listing = lists.get(name)!;
  const json = listing.count > 0 ? listing.json(0) : null;
  const parts = [
    [`details beside it from ${aside.get(name) ?? 'no width'}`],
    listing.columns.map(columnText),
    listing.columns.map((column) => tonesOf(listing, column)),
    listing.columns.filter(({ sort }) => sort).map((column) => hiddenOf(listing, column)),
    rowsOf(listing),
    [JSON.stringify(json, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))],
  ];
  expectScreen(`lists/${name}`, parts.map((part) => part.join('\n')).join('\n\n'));
});

import { expect, test } from 'vitest';
import { noPrivacy } from '../../../../source/domain/privacy/local.ts';
import { piiMatchers } from '../../../../source/domain/privacy/pii-matchers.ts';
import { t } from '../../../../source/domain/text.ts';
import { pages } from '../../../../source/state/pages.ts';
import { listPane, placeOf, withPane } from '../../../../source/state/place.ts';
import { detection } from '../../../../source/views/privacy/privacy/detection-tab.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { trackingPlanRules } from '../../../../source/workspace/resources/pages.ts';
import { type Snapshots, snapshots, sourceWith } from '../../../workspace/snapshots.ts';
import { cutLike, drawnRows, markedOf, textsOf } from '../../drawn.ts';

const text = { type: 'string' };
const schema = { properties: { properties: { properties: { email: text, user_email: text, card_number: text } } } };

/** A plan of one rule with three fields, of which the rule may not have been read. */
function world(isRead = true): Snapshots {
  const all = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [])
    .set(resources.trackingPlans, [{ id: 'p', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('p'), [sourceWith('web')]);
  return isRead
    ? all.set(trackingPlanRules('p'), [{ type: t`TRACK`, key: t`Paid`, version: 1, schema }] as never)
    : all;
}
function drawn(of: Snapshots, width: number, index = 0) {
  const place = withPane(placeOf(pages.privacy.id, { tab: 'detection' }), listPane, { index });
  return drawnRows(detection as never, { place, read: of.read, local: { privacy: noPrivacy } }, { width, height: 45 });
}

test('red matchers stand before yellow ones, and in each those that hit most', () => {
  const rows = markedOf(drawn(world(), 180)).slice(2);
  const first = [
    'dim{Matcher}  dim{Default}  dim{Matches on}  dim{Hits}  dim{Fields}',
    'credit card  bad{◆} bad{Red}  dim{key, value}  strong{1}  dim{properties.card_number}',
    'social security number  bad{◆} bad{Red}  dim{key, value}  dim{–}',
    'password  bad{◆} bad{Red}  dim{key}  dim{–}',
  ];
  expect(cutLike(rows, first)).toEqual(first);
  const colors = rows.slice(1).map((row) => /\{(Red|Yellow)\}/.exec(row)![1]!);
  expect(colors.toSorted()).toEqual(colors);
  expect(rows).toHaveLength(1 + piiMatchers.length);
  const yellow = [
    'email  warn{▲} warn{Yellow}  dim{key, value}  strong{2}  dim{properties.email, properties.user_email}',
  ];
  expect(cutLike(rows.slice(1 + colors.indexOf('Yellow')), yellow)).toEqual(yellow);
});

test.each([
  [115, "Segment's default matchers, worked by segtop on the fields it knows. Your own matchers: web app only"],
  [113, 'Default matchers, worked by segtop; your own: web app (<browser>)'],
])('on %i columns it says whose the matchers are', (width, says) => {
  expect(textsOf(drawn(world(), width))[0]).toBe(says.includes('<') ? says : `${says} (<browser>).`);
});

test('beside the list stand other spellings and what a matcher hits; that it hits none needs every rule', () => {
  const beside = (of: Snapshots, index: number) => textsOf(drawn(of, 180, index)).join('\n');
  const card = beside(world(), 0);
  expect(card).toMatch(/Also card number, card no, debit card/);
  expect(card).toMatch(
    /A value that looks like[\s\S]*one hits too\.[\s\S]*properties\.card_number[\s\S]*credit card · key · similar/,
  );
  expect(card).not.toContain('Hits no field');
  expect(beside(world(), 2)).toContain('Hits no field that is known');
  expect(beside(world(), 2)).not.toContain('A value that');
  expect(beside(world(false), 2)).toMatch(/Reading Tracking plans: 1 of 2 so far/);
});

test('a matcher opens the fields that it hits, and one that hits none leads nowhere', () => {
  const context = { read: world().read, place: placeOf(pages.privacy.id), local: { privacy: noPrivacy }, overview: {} };
  const listing = detection.listing!(detection.model(context as never), context as never)!;
  expect(listing.open(0)).toEqual(pages.privacy.at({ tab: 'inbox', matcher: 'credit card' }));
  expect(listing.open(1)).toBeUndefined();
});

import { beforeAll, describe, expect, it } from 'vitest';
import { ReadError } from '../../../../source/domain/problem.ts';
import { t } from '../../../../source/domain/text.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'home', params: {} }).settled();
  await actAt(stage, { view: 'privacy', params: {} }).settled();
});

async function opened(tab?: string, options: ActOptions = {}, on: Stage = stage): Promise<Act> {
  const act = actAt(on, { view: 'privacy', params: tab === undefined ? {} : { tab } }, options);
  await act.settled();
  return act;
}

async function press(act: Act, ...keys: readonly string[]): Promise<string> {
  for (const key of keys) {
    act.press(key);
    await act.settled();
  }
  return act.text();
}

const privacyOf = (act: Act) => act.store.getState().local.privacy;
const rowOf = (text: string, path: string): string =>
  text.split('\n').find((row) => /^│ [❯ ]/.test(row) && row.split('││')[0]!.includes(path)) ?? `no row of ${path}`;
const closed = () =>
  Promise.reject(new ReadError({ kind: 'no-access', status: 403, operation: t`GET /it`, message: t`no` }));

describe('the page (P-05)', () => {
  it('opens on Home, and h l turn the tabs', async () => {
    const act = await opened();
    expect(act.text()).toMatch(/Home +Detection +Inbox \d+ +Inventory +Settings +End-user privacy/);
    expect(act.text()).toMatch(/◆ Red +\d+ {2}reach \d+ destinations/);
    expect(await press(act, 'l')).toMatch(/credit card +◆ Red +key, value/);
    expect(await press(act, 'l', 'l')).toMatch(/No field has been classified/);
    expect(await press(act, 'h')).toMatch(/╭ Inbox/);
  });

  it('says what is local and what is the API’s', async () => {
    const text = (await opened()).text();
    expect(text).toMatch(/Fields {2}yours, kept on this machine/);
    expect(text).toMatch(/The Public API has nothing of\s+│\n│\s+the Privacy Portal/);
    expect(text).toMatch(/End-user privacy {2}from the Public API, last 90 days/);
  });

  it('leads from Home to red fields and to regulations that are not done', async () => {
    const act = await opened();
    expect(await press(act, '/', ...'session_token', 'enter', 'enter')).toMatch(/› properties\.session_token/);
    expect(await press(act, 'esc', 'esc', '/', ...'failed  SUPP', 'enter', 'enter')).toMatch(/Status +◆ failed/);
  });

  it('has the links to the portal of the web app and to its documentation', async () => {
    const act = await opened();
    await press(act, 'o', 'G', 'y');
    expect(act.copied).toEqual([
      'https://app.segment.com/acme-prod/privacy',
      'https://segment.com/docs/privacy/portal/',
    ]);
  });
});

describe('Detection', () => {
  it('lists the default matchers with what they hit, and opens those fields', async () => {
    const act = await opened('detection');
    expect(rowOf(act.text(), 'social security')).toMatch(/◆ Red +key, value +–/);
    expect(rowOf(act.text(), 'birthdate')).toMatch(/▲ Yellow +key +1 +traits\.birthday/);
    const text = await press(act, '/', ...'birthdate', 'enter', 'enter');
    expect(text).toMatch(/Fields that birthdate hits/);
    expect(text).toMatch(/▲ Yellow +traits\.birthday +birthdate · key · similar/);
  });

  it.each([
    ['social security', /social security number {2}◆ Red\s+│\n Also social security, ssn,[^.]*\. A value that/],
    ['procedure', /procedure {2}▲ Yellow\s+│\n[^A]*Hits no field that is known/],
  ])('tells the other spellings of %s, where it has some', async (filter, says) => {
    const act = await opened('detection', { columns: 200 });
    const text = await press(act, '/', ...filter, 'enter');
    const details = text
      .split('\n')
      .map((row) => row.split('││')[1] ?? '')
      .join('\n');
    expect(details).toMatch(says);
  });
});

describe('Inbox (P-01, P-02)', () => {
  it('shows fields with matcher, sources, events and when they were seen', async () => {
    const text = (await opened('inbox', { columns: 200 })).text();
    expect(rowOf(text, 'properties.card_number')).toMatch(
      /credit card · key · similar +\d+ +Billing server \+1 +Payment Failed/,
    );
    expect(rowOf(text, 'traits.birthday')).toMatch(/identify .*planned/);
    expect(text).toMatch(/From 3 tracking plans and \d+ payloads of 7 days that segtop has read/);
  });

  it('filters by what is in the row', async () => {
    const text = await press(await opened('inbox'), '/', ...'value', 'enter');
    expect(text).toMatch(/properties\.card +credit card · value · exact/);
    expect(text).not.toMatch(/traits\.birthday/);
  });

  it('finds fields by any of their sources, events and labels, and by class', async () => {
    const act = await opened('inbox');
    for (const [filter, path] of [
      ['sources:staging', 'properties.method'],
      ['environment:staging', 'properties.method'],
      ['events:renewed', 'properties.plan'],
      ['class:red', 'properties.session_token'],
    ] as const) {
      expect(rowOf(await press(act, '/', ...filter, 'enter'), path)).toMatch(path);
      expect(act.text()).not.toMatch(/properties\.carrier/);
      await press(act, 'esc');
    }
  });

  it('opens the field: destinations, and a payload of which nothing personal shows', async () => {
    const act = await opened('inbox');
    const text = await press(act, '/', ...'traits.phone', 'enter', 'enter');
    expect(text).toMatch(/Matcher +phone · key · exact/);
    expect(text).toMatch(/Connected destinations/);
    expect(text).toMatch(/The API does not tell who has PII access/);
    const end = await press(act, 'G');
    expect(end).toMatch(/"email": ••••••/);
    expect(end).not.toMatch(/555 0100|Exampleville/);
  });

  it('tells a workspace without tracking plans why it knows no field', async () => {
    const bare = await stageOf('everything', (backend: Backend) => ({ ...backend, trackingPlans: closed }));
    const text = (await opened('inbox', {}, bare)).text();
    expect(text).toMatch(/tracking plans: no access \(403\)/);
  });
});

describe('classes (P-03)', () => {
  it('c gives the next colour and says that it is local; u takes it back', async () => {
    const act = await opened('inbox');
    const text = await press(act, '/', ...'properties.card_n', 'enter', 'c');
    expect(privacyOf(act).colors).toEqual({ 'properties.card_number': 'yellow' });
    expect(rowOf(text, 'properties.card_number')).toMatch(/▲ Yellow/);
    expect(text).toMatch(/is yellow: on this machine only, u undoes/);
    expect(await press(act, 'c', 'c')).toMatch(/◆ Red/);
    await press(act, 'u');
    expect(privacyOf(act).colors).toEqual({ 'properties.card_number': 'green' });
  });

  it('a adds the field to the inventory as it is classified, and the next row is selected', async () => {
    const act = await opened('inbox');
    const first = act
      .text()
      .split('\n')
      .find((row) => row.includes('❯'));
    const text = await press(act, 'a');
    expect(privacyOf(act).inventory).toHaveLength(1);
    expect(text).toMatch(/Inventory 1 /);
    expect(text.split('\n').find((row) => row.includes('❯'))).not.toBe(first);
    const inventory = await press(act, 'l');
    expect(inventory).toMatch(/◆ Red +properties\.card +credit card · value · exact/);
    expect(await press(act, 'a')).toMatch(/No field has been classified/);
    expect(await press(act, 'u')).toMatch(/◆ Red +properties\.card/);
  });

  it('takes all marked rows, in the colour that comes after that of the first', async () => {
    const act = await opened('inbox');
    await press(act, 'space', 'space', 'c');
    expect(Object.values(privacyOf(act).colors)).toEqual(['yellow', 'yellow']);
    await press(act, 'a');
    expect(privacyOf(act).inventory).toHaveLength(2);
    await press(act, 'u');
    expect(privacyOf(act).inventory).toEqual([]);
  });

  it('works read-only, from the menu and on the page of a field too', async () => {
    const act = await opened('inbox');
    expect(act.environment.mayWrite).toBe(false);
    await press(act, '/', ...'traits.vat', 'enter', 'm');
    const { overlay } = act.store.getState();
    expect(overlay?.kind === 'menu' && overlay.items.map(({ label }) => label)).toEqual([
      'Details',
      'Next colour',
      'Add to Inventory, or take out',
      'Copy id',
      'Open in the web app',
    ]);
    await press(act, 'esc', 'enter', 'c', 'a');
    expect(privacyOf(act)).toMatchObject({
      colors: { 'traits.vat_number': 'red' },
      inventory: [{ path: 'traits.vat_number' }],
    });
  });

  it('y copies the inventory as CSV, whatever the filter', async () => {
    const act = await opened('inbox');
    await press(act, 'a', 'a', 'l', '/', ...'nothing', 'enter', 'esc', 'y');
    const [csv] = act.copied;
    expect(csv?.split('\n')[0]).toBe('field,class,classified by,matcher,type,sources,events,added at');
    expect(csv?.split('\n')).toHaveLength(4);
    expect(csv).toMatch(/^properties\.card,red,hand,credit card,string,Billing server,Payment Failed,2026-11-21T/m);
  });

  it('y refuses an inventory that is too long for a terminal, and says how long it is', async () => {
    const act = await opened('inbox');
    await press(act, 'a', 'l', 'y');
    const [short] = act.copied;
    expect(act.text()).toMatch(/the inventory as CSV/);
    const { local } = act.store.getState();
    const [entry] = local.privacy.inventory;
    const inventory = Array.from({ length: 800 }, (_, index) => ({
      ...entry!,
      path: `properties.${'x'.repeat(90)}${index}`,
    }));
    act.store.setState({ local: { ...local, privacy: { ...local.privacy, inventory } } });
    const text = await press(act, 'y');
    expect(text).toMatch(/Too long for the clipboard of a terminal: \d{5,} characters/);
    expect(act.copied).toEqual([short]);
  });

  it('hides in payloads what the user made red', async () => {
    const act = await opened('inbox');
    await press(act, '/', ...'properties.coupon', 'enter', 'c', 'esc', '!');
    const sent = await press(act, 'l');
    expect(sent).toMatch(/"coupon": ••••••/);
    expect(await press(act, 'x')).toMatch(/"coupon": "WELCOME10"/);
  });
});

describe('Settings (P-04)', () => {
  it('warns of what blocking does, and marks a cell that then warns here and on Home', async () => {
    const act = await opened('settings');
    expect(act.text()).toMatch(/lost for good and no replay brings them back/);
    expect(act.text()).toMatch(/❯ Amazon EventBridge ← \S+ .*\[2\]/);
    const text = await press(act, 'b');
    expect(text).toMatch(/\[▲ 2\]/);
    expect(text).toMatch(/red should not flow to Amazon EventBridge: segtop warns, stops nothing/);
    expect(privacyOf(act).unwanted).toMatchObject([{ kind: 'destination', color: 'red' }]);
    expect(await press(act, '7')).toMatch(
      /Flows though it should not[\s\S]*▲ Red → Amazon EventBridge ← Billing server {2}2 fields/,
    );
    expect(await press(act, 'q', 'u')).not.toMatch(/Flows though/);
  });

  it('c chooses the column, and what nothing breaks is said to be so', async () => {
    const act = await opened('settings');
    await press(act, '/', ...'HubSpot ←', 'enter', 'b');
    expect(act.text()).toMatch(/HubSpot ← Marketing site .*\[✓ 0\]/);
    expect(await press(act, 'c')).toMatch(/HubSpot ← Marketing site .*\[\d+\]/);
  });

  it('reads filters of the destinations on screen, and says what they drop', async () => {
    const act = await opened('settings', { columns: 200, rows: 60 });
    expect(rowOf(act.text(), 'Facebook Conversions ← Web')).toMatch(/1 in part/);
    const text = await press(act, '/', ...'Facebook Conversions ← Web', 'enter');
    expect(text).toMatch(/In part +filters with a condition drop\s+/);
  });
});

describe('End-user privacy (T-01)', () => {
  it('lists what failed first, masked, with limits, and offers nothing that cannot be undone', async () => {
    const text = (await opened('end-user')).text();
    expect(text).toMatch(/❯ ◆ failed +SUPPRESS_WITH_DEL/);
    expect(text).toMatch(/Suppressed now: 4 user ids\./);
    expect(text).toMatch(/\d of 110,000 users this month\. None is made from here: deleting cannot be undone/);
    expect(text).toMatch(/••••••333/);
    expect(text).not.toMatch(/customer-0/);
  });

  it('opens one with the progress of each destination', async () => {
    const act = await opened('end-user');
    const text = await press(act, 'enter');
    expect(text).toMatch(/Destinations +2 {2}2 failed/);
    expect(text).toMatch(/Braze +◆ failed .*the partner has no deletion endpoint/);
    expect(await press(act, 'enter')).toMatch(/› Braze/);
  });

  it('names the roles to a token without them', async () => {
    const member = await stageOf('everything', (backend: Backend) => ({
      ...backend,
      regulations: closed,
      suppressions: closed,
    }));
    const act = await opened('end-user', {}, member);
    expect(act.text()).toMatch(/regulations: no access \(403\)/);
    expect(act.text()).toMatch(/Workspace Owner or an End User Privacy Admin/);
    expect(await press(act, 'l')).toMatch(/Regulations: no access \(403\); needs a token/);
  });

  it('is reached from Settings', async () => {
    const act = actAt(stage, { view: 'settings', params: {} });
    await act.settled();
    expect(await press(act, '/', ...'End-user', 'enter', 'enter')).toMatch(/╭ End-user privacy/);
  });
});

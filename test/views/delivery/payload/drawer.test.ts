import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../../source/domain/problem.ts';
import { t } from '../../../../source/domain/text.ts';
import { readSamples } from '../../../../source/segment-api/endpoints/delivery/samples.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { type Act, type ActOptions, actOn, stageOf } from '../../stage.ts';

const withSamples =
  (samples: Backend['samples']) =>
  (backend: Backend): Backend =>
    new Proxy(backend, { get: (target, name) => (name === 'samples' ? samples : Reflect.get(target, name)) });

const stages = new Map<string, ReturnType<typeof stageOf>>();

/** Reads are kept on a stage: what changes nothing shares one. */
function shared(scenario: string): ReturnType<typeof stageOf> {
  const stage = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, stage);
  return stage;
}

async function drawer(
  options: ActOptions = {},
  samples?: Backend['samples'],
  scenario = 'destination-401',
): Promise<Act> {
  const act = actOn(await (samples ? stageOf(scenario, withSamples(samples)) : shared(scenario)), options);
  await act.settled();
  act.press('!');
  await act.settled();
  return act;
}

const rowOf = (act: Act, pattern: RegExp) =>
  act
    .text()
    .split('\n')
    .find((row) => pattern.test(row));

describe('the error drawer', () => {
  it('shows the response of the worst error after one key, and why', async () => {
    const act = await drawer();
    const text = act.text();
    expect(text).toMatch(/401 · Braze ← Web \(prod\)/);
    expect(text).toMatch(/LOST {2}[\d,]+ failed {2}last seen 14:1\d/);
    expect(text).toMatch(/sample 1 of 10 \(of [\d,]+ failed\)/);
    expect(text).toMatch(/"error": "invalid_grant"/);
    expect(text).toMatch(/HTTP 401/);
    expect(text).toMatch(/Not retried/);
    expect(text).toMatch(/Integration Modified.*ana@acme\.example {2}near the onset/);
  });

  it.each([
    [['h'], /"method": "POST"/],
    [['h', 'h'], /"event": "/],
    [['l'], /"event": "/],
    [['l', 'l', 'l'], /"error": "invalid_grant"/],
    [['tab', 'h'], /"method": "POST"/],
  ])('after %j the tab shows %s', async (keys, content) => {
    const act = await drawer();
    act.press(...keys);
    expect(act.text()).toMatch(content);
  });

  it('turns the samples and says where they end', async () => {
    const act = await drawer();
    act.press('[');
    expect(act.text()).toMatch(/This is the newest of 10 samples/);
    act.press('j', 'j', ']', ']');
    expect(act.text()).toMatch(/sample 3 of 10/);
    expect(rowOf(act, /❯/)).toMatch(/❯ +3 /);
    act.press(...Array<string>(9).fill(']'));
    expect(act.text()).toMatch(/sample 10 of 10/);
    expect(act.text()).toMatch(/This is the oldest of 10 samples/);
  });

  it('searches all samples that are kept, says how many match, and turns from match to match', async () => {
    const sample = (id: string, body: object) => ({
      ...{ id, at: 0, messageId: id, sent: undefined, eventName: undefined, eventType: t`track` },
      request: { method: t`POST`, url: t`https://partner.example`, headers: {}, body: { email: 'ana@acme.example' } },
      response: { status: 401, headers: {}, body },
    });
    const bodies = [{ error: 'revoked' }, { error: 'expired', ref: 7 }, { error: 'revoked' }, { error: 'expired' }];
    const samples = bodies.map((body, index) => sample(`s${index}`, body));
    const read = async () => ({ value: { kind: 'samples', samples }, problems: [] });
    const act = await drawer({}, read as unknown as Backend['samples']);
    act.press('/', ...'expired', 'enter');
    expect(act.text()).toMatch(/\/expired +no match · 2 of 4 samples match/);
    act.press(']');
    expect(rowOf(act, /sample 2 of 4/)).toMatch(/\/expired +[–1]\/1 · 2 of 4 samples match/);
    expect(act.text()).toMatch(/"ref": 7/);
    act.press(']');
    expect(act.text()).toMatch(/sample 4 of 4/);
    act.press(']');
    expect(act.text()).toMatch(/No older sample matches: 2 of 4 do/);
    act.press('[', '[');
    expect(act.text()).toMatch(/sample 2 of 4/);
    expect(act.text()).toMatch(/No newer sample matches: 2 of 4 do/);
    // What is masked on screen is not found either.
    act.press('esc', 'h', 'h', '/', ...'ana@', 'enter');
    expect(act.text()).toMatch(/\/ana@ +no match · 0 of 4 samples match/);
  });

  it('masks personal values until x, and credentials always, on screen and in copies', async () => {
    const act = await drawer();
    act.press('h', 'h', 'y');
    expect(act.text()).toMatch(/"email": ••••••/);
    expect(JSON.parse(act.copied.at(-1)!).context.traits.email).toBe('••••••');
    act.press('x', 'y');
    expect(act.text()).toMatch(/"email": "person@customer\.example"/);
    expect(JSON.parse(act.copied.at(-1)!).context.traits.email).toBe('person@customer.example');
    act.press('l', 'y');
    expect(JSON.parse(act.copied.at(-1)!).headers.authorization).toBe('••••••');
    expect(act.text()).toMatch(/1 secret/);
  });

  it('begins masked again when it is opened again', async () => {
    const act = await drawer();
    act.press('h', 'h', 'x', 'esc', '!', 'h', 'h');
    expect(act.text()).toMatch(/"email": ••••••/);
  });

  it('folds and unfolds', async () => {
    const act = await drawer();
    act.press('j', 'j', 'enter');
    expect(act.text()).toMatch(/"body": \{ … 2 keys \}/);
    expect(act.text()).not.toMatch(/invalid_grant/);
    act.press('space');
    expect(act.text()).toMatch(/invalid_grant/);
    act.press('j', 'enter');
    expect(act.text()).toMatch(/Enter folds a row/);
  });

  it('searches also in what is folded, and goes round', async () => {
    const act = await drawer();
    act.press('j', 'j', 'enter', '/', ...'error', 'enter');
    expect(rowOf(act, /❯/)).toMatch(/"error": "invalid_grant"/);
    expect(act.text()).toMatch(/\/error +1\/1/);
    act.press('esc');
    expect(act.text()).toMatch(/"body": \{ … 2 keys \}/);
    act.press('/', ...'content', 'enter', 'n');
    expect(rowOf(act, /❯/)).toMatch(/"content-type"/);
    act.press('/', ...'nowhere', 'enter', 'n');
    expect(act.text()).toMatch(/no match/);
  });

  it('n and N go from match to match in either direction, and round the ends', async () => {
    const act = await drawer();
    act.press('/', ...'s', 'enter');
    const at = () => /❯ *(\d+)/.exec(rowOf(act, /❯/) ?? '')?.[1];
    const walk = (...keys: readonly string[]) =>
      keys.map((key) => {
        act.press(key);
        return at();
      });
    expect(at()).toBe('2');
    expect(walk('n', 'n', 'n', 'n', 'n')).toEqual(['5', '7', '8', '9', '2']);
    expect(walk('N', 'N', 'N', 'N')).toEqual(['9', '8', '7', '5']);
  });

  it('gives the whole document to the pager with numbers of lines, and to the editor as JSON', async () => {
    const act = await drawer();
    act.press('j', 'j', 'enter', 'J', 'h', 'h', 'V', 'x', 'V');
    expect(act.paged[0]?.join('\n')).toMatch(/ 4 {6}"error": "invalid_grant",/);
    expect(act.edited.map(([file]) => file)).toEqual(['payload.json', 'payload.json']);
    const emails = act.edited.map(([, lines]) => JSON.parse(lines.join('\n')).context.traits.email);
    expect(emails).toEqual(['••••••', 'person@customer.example']);
  });

  it('opens a change under the payload', async () => {
    const act = await drawer();
    act.press('tab', 'enter');
    expect(act.text()).toMatch(/› Integration Modified/);
  });

  it('says to p that this is the payload, and to p elsewhere why there is none', async () => {
    const act = await drawer();
    act.press('p');
    expect(act.text()).toMatch(/this is the payload/);
    act.press('9', 'p');
    expect(act.text()).toMatch(/No payload to open: only failing destinations have one/);
  });

  it.each([
    [40, 12],
    [80, 24],
    [200, 60],
    [12, 5],
  ])('fits %i×%i, the selected row on screen to the end', async (columns, rows) => {
    const act = await drawer({ columns, rows });
    for (const key of ['', 'G', 'h', 'G', 'tab', 'G']) {
      if (key !== '') act.press(key);
      const lines = act.text().split('\n');
      expect(lines).toHaveLength(rows);
      if (rows > 5) expect(act.text()).toMatch(/❯/);
    }
  });

  it('keeps the sentence that tells the cause whole on a narrow screen', async () => {
    const act = await drawer({ columns: 40, rows: 16 });
    expect(act.text().replace(/\s+/g, ' ')).toContain('"The API key is unknown or has been revoked."');
  });
});

describe('the keys under a short payload', () => {
  const wide = { columns: 200, rows: 60 };

  it('go to the next sample where there is one, and copy what is shown', async () => {
    const act = await drawer(wide);
    expect(act.text()).toMatch(/\] the next sample of this error/);
    expect(act.text()).toMatch(/y copies it /);
  });

  it('offer no sample where there is none, and copy the link', async () => {
    const act = await drawer(wide, readSamples);
    expect(act.text()).toMatch(/y copies its link/);
    expect(act.text()).not.toContain('the next sample');
  });
});

describe('without payloads', () => {
  it('says so, with reason, numbers, changes and the link, which y copies', async () => {
    const act = await drawer({}, readSamples);
    const text = act.text();
    expect(text).toMatch(/The Public API gives no payloads/);
    expect(text).toMatch(/private beta/);
    expect(text).toMatch(/LOST {2}[\d,]+ failed {2}last seen in the hour from 14:00/);
    expect(text).toMatch(/Integration Modified/);
    expect(text).not.toMatch(/sample \d+ of/);
    act.press('y');
    expect(act.copied.at(-1)).toMatch(
      /^https:\/\/app\.segment\.com\/acme-prod\/destinations\/[\w-]+\/sources\/[\w-]+\/instances\/\w+$/,
    );
    act.press('o');
    expect(act.copied.at(-1)).toBe(act.copied.at(-2));
  });

  it.each([['x'], [']'], ['J']])('%s says why it does nothing', async (key) => {
    const act = await drawer({}, readSamples);
    act.press(key);
    expect(act.text()).toMatch(/The Public API gives no payloads; o copies the link/);
  });

  it.each([
    [40, 12],
    [80, 24],
  ])('keeps the link whole at %i×%i', async (columns, rows) => {
    const act = await drawer({ columns, rows }, readSamples);
    expect(act.text().replace(/[\s│]+/g, '')).toMatch(/\/instances\/\w{20,}(?:yor)?ocopiesthelink/);
  });

  it('tells a failed read, and what the API said', async () => {
    const act = await drawer({}, async () => {
      throw new ReadError({ kind: 'server', message: t`try later`, status: 503, operation: t`samples` });
    });
    expect(act.text()).toMatch(/samples: server error \(503\)/);
  });

  it('tells when no sample is kept', async () => {
    const act = await drawer({}, async () => ({ value: { kind: 'samples', samples: [] }, problems: [] }));
    expect(act.text()).toMatch(/No sample of this error is kept/);
  });

  it('tells a destination that is gone', async () => {
    const act = actOn(await shared('destination-401'));
    await act.settled();
    act.store.setState({ stack: [{ view: 'payload', params: { id: 'gone', code: '401' }, pane: 0, panes: {} }] });
    expect(act.text()).toMatch(/no longer in the workspace/);
  });
});

describe('foreign values', () => {
  const hostile = '\u001b]0;owned\u0007\u202Eevil\r\n\u0000';
  const sample = {
    id: hostile,
    messageId: hostile,
    at: undefined,
    sent: { [hostile]: hostile, deep: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`), long: 'x'.repeat(100_000) },
    request: {
      method: hostile,
      url: hostile,
      headers: null,
      body: [hostile, null, undefined, Number.POSITIVE_INFINITY],
    },
    response: { status: undefined, headers: { 'content-type': hostile }, body: hostile },
  };

  it.each([
    [120, 40],
    [40, 12],
  ])('never reach the terminal as they are (%i×%i)', async (columns, rows) => {
    const act = await drawer({ columns, rows }, async () => ({
      value: { kind: 'samples', samples: [sample] },
      problems: [],
    }));
    for (const key of ['h', 'h', 'x', 'G', 'J', 'y']) {
      act.press(key);
      expect(act.text()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
    expect(act.paged.flat().join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
  });

  it('too long for a clipboard are said to be, never cut in silence', async () => {
    const act = await drawer({}, async () => ({ value: { kind: 'samples', samples: [sample] }, problems: [] }));
    act.press('h', 'h', 'y');
    expect(act.text()).toMatch(/Too long for the clipboard of a terminal: J opens it/);
    expect(act.copied).toEqual([]);
  });

  it('says that there was no answer', async () => {
    const act = await drawer({}, async () => ({ value: { kind: 'samples', samples: [sample] }, problems: [] }));
    expect(act.text()).toMatch(/no answer/);
  });
});

it('a retried error tells the clock of its four hours', async () => {
  const act = actOn(await stageOf('everything'));
  await act.settled();
  const zendesk = act.screen.scene.context.overview.fleet.connections.find(
    ({ verdict, destination }) => verdict === 'EXPIRED' && destination.name === 'Zendesk',
  );
  act.store.setState({ stack: [{ view: 'payload', params: { id: zendesk!.id }, pane: 0, panes: {} }] });
  await act.settled();
  expect(act.text()).toMatch(/RETRYING/);
  expect(act.text()).toMatch(/Retried for 4h, then given up\. \d+ wait on this connection now/);
});

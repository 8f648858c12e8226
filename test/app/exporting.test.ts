import { beforeAll, describe, expect, test } from 'vitest';
import { readList } from '../../source/commands/lists/list.ts';
import type { ListId } from '../../source/commands/lists/names.ts';
import { listPane, placeOf, withPane } from '../../source/state/place.ts';
import { csvOf, documentOf, markdownOf } from '../../source/views/kit/listing/documents.ts';
import { mockWorkspace } from '../commands/reading/workspace.ts';
import { emulator } from '../harness/terminal/emulator.ts';
import { type Act, type ActOptions, actAt, actOn, type Stage, stageOf } from '../views/stage.ts';

let stage: Stage;
const workspace = await mockWorkspace();
beforeAll(async () => {
  stage = await stageOf('everything');
});

type PaneChange = Parameters<typeof withPane>[2];

/** A dashboard on a list, read whole. */
async function listAct(
  target: Parameters<typeof placeOf>,
  change: PaneChange = {},
  options: ActOptions = {},
): Promise<Act> {
  const place = withPane(placeOf(...target), listPane, { look: { grouped: false }, ...change });
  const act = actOn(stage, { ...options, state: { ...options.state, stack: [placeOf('home'), place] } });
  await act.settled();
  return act;
}

const exported = async (act: Act, format: Parameters<Act['environment']['exported']>[0]) => {
  const found = await act.environment.exported(format);
  if ('why' in found) throw new Error(found.why);
  return found;
};

describe('the dashboard keeps the same bytes as segtop list prints', () => {
  test.each<
    [
      string,
      ListId,
      Parameters<typeof placeOf>,
      { filter?: string; sort?: string; change?: PaneChange; owner?: string },
    ]
  >([
    ['sources by events', 'sources', ['sources'], { filter: '!kiosk', sort: 'events' }],
    ['connections with problems', 'failing', ['destinations'], { change: { options: { problems: 'on' } } }],
    ['the second tab of a page', 'plans', ['protocols'], { change: { tab: 1 } }],
    ['the trail, of which not all is read', 'activity', ['audit'], {}],
    ['functions that match', 'functions', ['functions'], { filter: 'e' }],
    ['types of destinations', 'catalog-destinations', ['catalog'], { filter: 'mark', change: { tab: 1 } }],
    ['labels, which their page shows in another way', 'labels', ['settings'], { change: { tab: 2 } }],
  ])('%s', async (_, name, target, { filter = '', sort, change }) => {
    const act = await listAct(target, {
      ...change,
      filter,
      ...(sort && { sort: { column: sort, descending: true } }),
    });
    const answer = await readList(workspace, { name, filter, ...(sort && { sort }) });
    const csv = await exported(act, 'csv');
    expect(csv.text.split('\n').length).toBeGreaterThan(2);
    expect(csv.text).toBe(csvOf(answer.count, answer.fields));
    const json = JSON.parse((await exported(act, 'json')).text);
    const { listing, count, read } = answer;
    const { rows, list } = documentOf({ name, listing, count, context: read.context, problems: [] }, answer.fields);
    expect([json.version, json.list, json.rows]).toEqual([1, list, rows]);
    const md = await exported(act, 'md');
    expect(md.text.startsWith(markdownOf(count, listing.shown, { now: read.context.now }))).toBe(true);
  });
});

/** Types a line into the palette and waits until what it does is done. */
async function line(act: Act, text: string): Promise<void> {
  act.press(':', ...text, 'enter');
  const isOver = () => {
    const { toast, overlay } = act.store.getState();
    return toast !== undefined || overlay !== undefined;
  };
  while (!isOver()) await new Promise((resolve) => void setImmediate(resolve));
}

const said = (act: Act) => act.store.getState().toast?.text;

describe(':export', () => {
  test('writes the filtered rows where the user says, and how many of them', async () => {
    const act = await listAct(['sources'], { filter: 'name:web' });
    await line(act, 'export csv out/web rows.csv');
    const [path, , text = ''] = act.written[0] ?? [];
    expect(path).toBe('out/web rows.csv');
    expect(
      text
        .split('\n')
        .slice(1, -1)
        .every((row) => /web/i.test(row)),
    ).toBe(true);
    const count = text.split('\n').length - 2;
    expect(said(act)).toMatch(new RegExp(`^${count} of \\d+ rows kept in /here/out/web rows.csv`));
  });

  test('without a place it is a new file here, called after the list and the time', async () => {
    const act = await listAct(['functions']);
    await line(act, 'export json');
    expect(act.written[0]?.slice(0, 2)).toEqual([undefined, 'segtop-functions-2026-11-21T141230Z.json']);
  });

  test('a file that is there is replaced only after a yes', async () => {
    const act = await listAct(['functions']);
    await line(act, 'export csv there.csv');
    expect(act.written).toEqual([]);
    expect(act.text()).toContain('/here/there.csv exists already. What it holds would be gone.');
    act.press('enter');
    expect([act.written, act.store.getState().overlay]).toEqual([[], undefined]);
    await line(act, 'export csv there.csv');
    act.press('y');
    expect(act.written[0]?.[3]).toBe(true);
  });

  test('the clipboard gets the same text', async () => {
    const act = await listAct(['functions']);
    await line(act, 'export md clipboard');
    expect(act.copied).toEqual([(await exported(act, 'md')).text]);
    expect(said(act)).toMatch(/^\d+ rows copied/);
  });

  test('a list that is read in part says so: in the toast, in JSON and under the table', async () => {
    const act = await listAct(['audit']);
    await line(act, 'export json');
    expect(said(act)).toMatch(/^\d+ rows kept in .*; not all: \d+ of \d+ rows read so far; there may be more$/);
    expect(act.store.getState().toast?.tone).toBe('warn');
    expect(JSON.parse(act.written[0]?.[2] ?? '')).toMatchObject({ list: 'activity', more: true });
    expect((await exported(act, 'md')).text).toMatch(/\n\n\d+ of \d+ rows read so far; there may be more\n$/);
  });

  test('a page that is no list says what can be kept of it', async () => {
    const act = actAt(stage, { view: 'home', params: {} });
    await act.settled();
    await line(act, 'export csv');
    expect(said(act)).toBe('Nothing exported: this page is no list; text, ansi and svg keep the screen');
  });

  test.each([
    [
      'export cvs',
      'Nothing exported: “cvs” is no format (did you mean csv?): csv, json or md for rows, text, ansi or svg for the screen',
    ],
    ['export ansi clipboard', 'Nothing exported: a clipboard loses the codes of colours: text can be copied'],
  ])('%s', async (text, wanted) => {
    const act = await listAct(['functions']);
    await line(act, text);
    expect(said(act)).toBe(wanted);
  });

  test('alone it asks for the format, and offers all that goes on from there', async () => {
    const act = await listAct(['functions']);
    const names = () => act.store.getState().prompt?.offers?.map(({ name }) => name as string);
    act.press(':', ...'export', 'enter');
    expect(act.store.getState().prompt?.text).toBe('export ');
    expect(names()).toEqual(['…', 'csv', 'json', 'md', 'text', 'ansi', 'svg']);
    act.press('m', 'tab');
    expect(act.store.getState().prompt?.text).toBe('export md ');
    expect(names()).toEqual(['md', 'md clipboard', 'md out/', 'md other.csv', 'md there.csv']);
    act.press('o', 't', 'tab');
    expect(act.store.getState().prompt?.text).toBe('export md other.csv ');
  });
});

describe('the screen', () => {
  test('as text, with its codes, and as a picture', async () => {
    const act = await listAct(['functions'], {}, { columns: 80, rows: 24, colors: 'truecolor' });
    const [text, ansi, svg] = await Promise.all([exported(act, 'text'), exported(act, 'ansi'), exported(act, 'svg')]);
    expect(text.text).toBe(`${act.text()}\n`);
    const screen = emulator({ cols: 80, rows: 24 });
    screen.write(ansi.text.trimEnd().replaceAll('\n', '\r\n'));
    expect(screen.text().trimEnd()).toBe(act.text());
    expect(svg.text.split('\n')[0]).toMatch(/^<svg .*role="img" aria-label="segtop: Functions">$/);
    expect(svg.text.includes('>Functions</text>')).toBe(true);
    expect(svg.name).toBe('segtop-functions-2026-11-21T141230Z');
  });
});

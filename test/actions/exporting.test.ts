import { describe, expect, test } from 'vitest';
import type { Environment, Exported, Why, Written } from '../../source/actions/environment.ts';
import { exportPlace, exportTo, exportWish, keep } from '../../source/actions/exporting.ts';
import { t } from '../../source/domain/text.ts';
import { type AppState, createAppStore } from '../../source/state/store.ts';
import { longestCopy } from '../../source/terminal/clipboard.ts';

const allowed = 'csv, json or md for rows, text, ansi or svg for the screen';
const csv = 'Rows of the list as comma-separated values, ';

test.each([
  ['csv', `${csv}into a new file here`],
  ['  CSV  ', `${csv}into a new file here`],
  ['csv out/web rows.csv ', `${csv}into out/web rows.csv`],
  ['csv clipboard', `${csv}into the clipboard`],
  ['json x', 'Rows of the list as JSON, as segtop list --json, into x'],
  ['md x', 'Rows of the list as a table of Markdown, into x'],
  ['text x', 'The screen as text, into x'],
  ['text clipboard', 'The screen as text, into the clipboard'],
  ['ansi x', 'The screen with its colours, for cat, into x'],
  ['svg x', 'The screen as a picture, into x'],
  ['ansi clipboard', 'a clipboard loses the codes of colours: text can be copied'],
  ['', `a format is missing: ${allowed}`],
  ['cvs', `“cvs” is no format (did you mean csv?): ${allowed}`],
  ['parquet x', `“parquet” is no format: ${allowed}`],
])('export %j', (line, does) => {
  const wish = exportWish(line);
  expect('why' in wish ? wish.why : `${wish.title}, ${exportPlace(wish)}`).toBe(does);
});

const rows: Exported = { text: 'a\nb\n', what: t`2 rows`, name: 'rows' };
const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

function desk(found: Exported | Why, written: Written, state: Partial<AppState> = {}) {
  const store = createAppStore(state);
  const files: unknown[][] = [];
  const copied: string[] = [];
  const environment = {
    ...{ store, now: () => 0, exported: async () => found, copy: (text: string) => void copied.push(text) },
    writeFile: async (...file: unknown[]) => {
      files.push(file);
      return written;
    },
  } as unknown as Environment;
  const said = () => {
    const { toast } = store.getState();
    return toast && `${toast.tone}: ${toast.text}`;
  };
  return { environment, files, copied, said, overlay: () => store.getState().overlay };
}

describe('what is exported', () => {
  const kept: Written = { kind: 'written', file: t`/here/x.csv` };
  const missing = { ...rows, missing: t`3 rows are being read` };
  const long = (bytes: number): Exported => ({
    ...rows,
    text: 'é'.repeat(Math.floor(bytes / 2)) + 'x'.repeat(bytes % 2),
  });
  test.each<[string, Exported | Why, Written, string, number, number]>([
    ['csv x', rows, kept, 'good: 2 rows kept in /here/x.csv', 1, 0],
    ['csv x', missing, kept, 'warn: 2 rows kept in /here/x.csv; not all: 3 rows are being read', 1, 0],
    ['csv x', rows, { kind: 'failed', why: t`no space left` }, 'bad: Not kept: no space left', 1, 0],
    ['csv x', { why: t`no list` }, kept, 'warn: Nothing exported: no list', 0, 0],
    ['cvs', rows, kept, `warn: Nothing exported: “cvs” is no format (did you mean csv?): ${allowed}`, 0, 0],
    ['csv clipboard', rows, kept, 'good: 2 rows copied', 0, 1],
    ['csv clipboard', missing, kept, 'warn: 2 rows copied; not all: 3 rows are being read', 0, 1],
    ['csv clipboard', long(longestCopy), kept, 'good: 2 rows copied', 0, 1],
    [
      'csv clipboard',
      long(longestCopy + 1),
      kept,
      'warn: Too long for the clipboard of a terminal: name a file instead',
      0,
      0,
    ],
  ])('%s of %j, where writing is %j: %s', async (line, found, written, text, files, copied) => {
    const made = desk(found, written);
    exportTo(made.environment, line);
    await settle();
    expect([made.said(), made.files.length, made.copied.length]).toEqual([text, files, copied]);
  });

  test('is a file of its kind: where it was named, else a new one', async () => {
    const { environment, files } = desk(rows, kept);
    for (const line of ['csv a b.csv', 'md', 'text', 'ansi', 'svg', 'json']) exportTo(environment, line);
    await settle();
    expect(files).toEqual([
      ['a b.csv', 'rows.csv', 'a\nb\n', false],
      ...['md', 'txt', 'ansi', 'svg', 'json'].map((ending) => [undefined, `rows.${ending}`, 'a\nb\n', false]),
    ]);
  });
});

describe('a file that is there already', () => {
  const exists: Written = { kind: 'exists', file: t`/here/x.csv` };
  const wanted = { ...rows, path: 'x.csv' };

  test('is asked about, with Cancel focused', async () => {
    const { environment, overlay, said } = desk(rows, exists);
    await keep(environment, wanted, false);
    expect([overlay(), said()]).toEqual([{ kind: 'replace', file: '/here/x.csv', wanted, focused: 0 }, undefined]);
  });

  test.each<[string, Partial<AppState>]>([
    ['a line that is typed: a letter of it would answer', { prompt: { kind: 'filter', text: '', cursor: 0 } }],
    ['another question', { overlay: { kind: 'quit', focused: 0, unsaved: [] } }],
  ])('is not asked about over %s', async (_, state) => {
    const { environment, overlay, said } = desk(rows, exists, state);
    await keep(environment, wanted, false);
    expect([overlay(), said()]).toEqual([state.overlay, 'warn: Not kept: /here/x.csv is there already']);
  });

  test('is replaced where that was said', async () => {
    const { environment, files } = desk(rows, { kind: 'written', file: t`/here/x.csv` });
    await keep(environment, wanted, true);
    expect(files).toEqual([['x.csv', 'rows', 'a\nb\n', true]]);
  });
});

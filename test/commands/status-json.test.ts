import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { triageWords } from '../../source/commands/status-report.ts';
import { statusOf } from '../../source/workspace/watch/status.ts';
import type { TriageRow } from '../../source/workspace/watch/status-shape.ts';
import { actAt, stageNow, stageOf } from '../views/stage.ts';

const readme = readFileSync('README.md', 'utf8');
const section = readme.split('### segtop status')[1]!.split('\n### ')[0]!;
const example: unknown = JSON.parse(/```json\n(.*?)```/s.exec(section)![1]!);

async function everything() {
  const act = actAt(await stageOf('everything'), { view: 'home', params: {} });
  await act.settled();
  const { overview } = act.screen.scene.context;
  const problem = { resource: 'recent-audit:24h', status: 403, message: 'not in your plan' };
  return statusOf(overview, [problem], 1, (item) => triageWords(item, stageNow));
}

/** Each field by its path, with the JSON types it was seen with; rows of a list count as one. */
function fields(value: unknown, path = '', found = new Map<string, Set<string>>()): Map<string, Set<string>> {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
  if (path !== '') found.set(path, (found.get(path) ?? new Set()).add(kind));
  if (Array.isArray(value)) for (const item of value) fields(item, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) fields(inner, `${path}.${name}`, found);
  return found;
}

test('the example of the README has the fields that status --json prints, each with a type that it may have', async () => {
  const printed = fields(await everything());
  const shown = fields(example);
  const unshown = [...printed.keys()].filter((path) => !shown.has(path) && !path.startsWith('.problems[]'));
  expect(unshown).toEqual([]);
  expect([...shown.keys()].filter((path) => !printed.has(path))).toEqual([]);
  const odd = [...shown].filter(([path, kinds]) =>
    [...kinds].some((kind) => kind !== 'null' && !printed.get(path)!.has(kind) && !printed.get(path)!.has('null')),
  );
  expect(odd).toEqual([]);
});

test('the README names every kind of line', () => {
  const kinds: Readonly<Record<TriageRow['kind'], true>> = {
    connection: true,
    disabled: true,
    source: true,
    violations: true,
    warehouse: true,
    signal: true,
    usage: true,
    privacy: true,
  };
  const named = /every `kind` \(([^)]*)\)/.exec(section.replace(/\n/g, ' '))![1]!;
  expect([...named.matchAll(/`(\w+)`/g)].map(([, kind]) => kind).sort()).toEqual(Object.keys(kinds).sort());
});

test('what the README asks of jq is there', async () => {
  const [, list, flag, text] = /jq -r '\.(\w+)\[\] \| select\(\.(\w+)\) \| \.(\w+)'/.exec(readme)!;
  const rows = ((await everything()) as unknown as Record<string, readonly Record<string, unknown>[]>)[list!]!;
  const lines = rows.filter((row) => row[flag!] === true).map((row) => row[text!]);
  expect(lines[0]).toMatch(/^Braze ← Web \(prod\) {2}401 {2}94% failing {2}LOST/);
});

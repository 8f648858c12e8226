import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type * as z from 'zod';
import { schemaText } from '../../source/commands/docs.ts';
import { checkConfig } from '../../source/config/check.ts';
import { environmentVariables } from '../../source/config/environment-variables.ts';
import { configSchema } from '../../source/config/schema.ts';
import { configShape } from '../../source/config/shape.ts';
import { keysOf, shapeAt } from '../../source/config/shape-walk.ts';
import { pathsBelow } from '../harness/imports.ts';

// strictTypes: a union of types is what several keys are.
const validate = new Ajv({ strict: true, allowUnionTypes: true, formats: { uri: true } }).compile(configSchema());
const readme = readFileSync('README.md', 'utf8');

test('the schema that is shipped is that of the code: run npm run docs', () => {
  expect(readFileSync('docs/config.schema.json', 'utf8')).toBe(schemaText());
});

/** Every key that may stand in a file, records and lists by `*` and `0`. */
function paths(shape: z.core.$ZodType | undefined, before: readonly string[] = []): (readonly string[])[] {
  return keysOf(shape).flatMap(({ key, shape: below }) => {
    const path = [...before, key];
    const step = keysOf(below).length > 0 ? undefined : ['*', '0'].find((one) => shapeAt(below, [one]));
    return [path, ...paths(below, path), ...(step === undefined ? [] : paths(shapeAt(below, [step]), [...path, step]))];
  });
}

const all = paths(configShape);

test('the walk finds keys on every level', () => {
  const names = all.map((path) => path.join('.'));
  for (const name of ['period', 'allowance.mtu', 'profiles.*.allowance.apiCalls', 'refresh.sources'])
    expect(names).toContain(name);
});

type Schema = { [key: string]: unknown };

function below(schema: Schema, step: string): Schema | undefined {
  const options = (schema.anyOf ?? schema.allOf ?? schema.oneOf ?? [schema]) as readonly Schema[];
  for (const option of options) {
    const found =
      step === '*' ? option.additionalProperties : step === '0' ? option.items : (option.properties as Schema)?.[step];
    if (typeof found === 'object' && found !== null) return found as Schema;
  }
  return undefined;
}

test('every key is in the schema, with what it means', () => {
  const missing = all.filter((path) => {
    const found = path.reduce<Schema | undefined>((schema, step) => schema && below(schema, step), configSchema());
    return typeof found?.description !== 'string' || found.description === '';
  });
  expect(missing.map((path) => path.join('.'))).toEqual([]);
});

test('every key but the many of refresh is in the README', () => {
  const table = /## Configuration[\s\S]*/.exec(readme)?.[0] ?? '';
  const names = all.filter(([first, second]) => first !== 'refresh' || second === undefined);
  expect(names.filter((path) => !table.includes(path.at(-1)!)).map((path) => path.join('.'))).toEqual([]);
});

/** Blocks of a language in a document. */
const blocksOf = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

describe('the configurations in the README and in documents for users', () => {
  const files = ['README.md', 'docs/alerts.md', 'docs/serve.md'];
  const blocks = files.flatMap((file) => blocksOf(readFileSync(file, 'utf8'), 'yaml').map((text) => [file, text]));
  test('are there', () => expect(new Set(blocks.map(([file]) => file))).toEqual(new Set(files)));
  test.each(blocks)('%s: %s', (_, text = '') => {
    const content: unknown = parse(text);
    expect(validate(content), JSON.stringify(validate.errors)).toBe(true);
    expect(checkConfig('config.yaml', content).problems).toEqual([]);
  });
});

test('every block of JSON in the README is JSON, and that for assistants starts a command that there is', () => {
  const blocks = blocksOf(readme, 'json').map((text) => JSON.parse(text) as Record<string, unknown>);
  const servers = blocks.flatMap(({ mcpServers = {} }) =>
    Object.values(mcpServers as Record<string, { args: string[] }>),
  );
  expect(servers.map(({ args }) => args[0])).toEqual(['mcp']);
  expect(readme).toContain(`| \`segtop ${servers[0]?.args[0]}\` |`);
});

test('each example of a key is accepted by the schema and by segtop', () => {
  for (const { key, example } of keysOf(configShape)) {
    const content = { [key]: example };
    expect(validate(content), `${key}: ${JSON.stringify(validate.errors)}`).toBe(true);
    expect(checkConfig('config.yaml', content).problems).toEqual([]);
  }
});

test.each([
  [{ perod: '7d' }],
  [{ period: '3d' }],
  [{ refresh: { sources: '10x' } }],
  [{ allowance: { mtu: 0 } }],
  [{ keys: { refresh: 10 } }],
  [{ profiles: { prod: { region: 'asia' } } }],
  [{ profiles: { prod: { accent: 'mauve' } } }],
  [{ profiles: { prod: { apiUrl: 'ftp://x' } } }],
  [{ profiles: { prod: { tokenCommand: [] } } }],
])('what segtop leaves out an editor underlines: %j', (content) => {
  expect(validate(content)).toBe(false);
  expect(checkConfig('config.yaml', content).problems).not.toEqual([]);
});

test('every variable of the environment that segtop has of its own is in the table', () => {
  const own = pathsBelow('source')
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('environment-variables.ts'))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bSEGTOP_[A-Z_]+\b/g)].map(([name]) => name));
  // Put in by the build.
  const built = ['SEGTOP_VERSION', 'SEGTOP_SHAPE', 'SEGTOP_PAGES', 'SEGTOP_HELP'];
  const told = environmentVariables.map(({ name }) => name);
  expect([...new Set(own)].filter((name) => !built.includes(name) && !told.includes(name))).toEqual([]);
  expect(told.filter((name) => name.startsWith('SEGTOP_') && !own.includes(name))).toEqual([]);
});

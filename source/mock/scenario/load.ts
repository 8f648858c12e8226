import { readDocument } from '../data/read.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario of mock-data/scenarios, in the order help prints them. */
export const scenarioNames = [
  'everything',
  'healthy',
  'unfolding',
  'destination-401',
  'tracking-plan-break',
  'silent-source',
  'warehouse-failure',
  'disabled-by-mistake',
  'quota',
  'runs-failing',
  'empty',
  'team-plan',
  'source-admin',
  'huge',
  'hostile',
] as const;
type ScenarioName = (typeof scenarioNames)[number];

const isName = (text: string): text is ScenarioName => (scenarioNames as readonly string[]).includes(text);

/**
 * Reads a scenario with everything it includes.
 * @throws RangeError naming the value and the allowed names; Error when a file is corrupt
 */
export async function loadScenario(folder: string, name: string): Promise<Scenario> {
  if (!isName(name)) throw new RangeError(`unknown scenario "${name}": use one of ${scenarioNames.join(', ')}`);
  const own = await readDocument<Partial<Scenario> & { about: string }>(folder, `scenarios/${name}.json`, ['about']);
  const parts = await Promise.all((own.includes ?? []).map((part) => loadScenario(folder, part)));
  const gathered = <K extends 'clear' | 'set' | 'effects' | 'audit'>(key: K) =>
    [...parts.flatMap((part) => part[key] as readonly unknown[]), ...(own[key] ?? [])] as unknown as Scenario[K];
  return {
    ...own,
    includes: own.includes ?? [],
    plan: Object.assign({}, ...parts.map((part) => part.plan), own.plan),
    clear: gathered('clear'),
    set: gathered('set'),
    effects: gathered('effects'),
    audit: gathered('audit'),
  };
}

import { existsSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { laterInMonth } from '../../harness/later-in-month.ts';
import { mockApi } from '../../harness/mock-api.ts';
import { missingPrometheus, monitoring, spawnPrometheus } from '../../harness/prometheus.ts';
import { spawnServe } from '../../harness/serve.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const read = (name: string): Promise<string> => readFile(join(monitoring, name), 'utf8');
const yamlOf = async <T>(name: string): Promise<T> => parse(await read(name)) as T;

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile_inline: string };
  readonly command?: readonly string[];
  readonly environment?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly environment: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

describe('the compose file', () => {
  test('mounts files that there are, volumes and secrets that it declares, and images of one version', async () => {
    const { services, secrets, volumes } = await yamlOf<Compose>('compose.yaml');
    const mounts = Object.values(services).flatMap(({ volumes: own = [] }) => own.map((each) => each.split(':')));
    const files = mounts.filter(([from = '']) => from.startsWith('.'));
    expect(files.length).toBe(6);
    for (const [from = '', to = '', mode] of files) {
      expect(statSync(resolve(monitoring, from)).isFile(), from).toBe(true);
      expect([to.startsWith('/'), mode]).toEqual([true, 'ro']);
    }
    const named = mounts.flatMap(([from = '']) => (from.startsWith('.') ? [] : [from]));
    expect(named.sort()).toEqual(Object.keys(volumes).sort());
    const used = Object.values(services).flatMap(({ secrets: own = [] }) => own);
    expect(used).toEqual(Object.keys(secrets));
    for (const { image } of Object.values(services))
      if (image) expect(image).toMatch(/^[a-z]+\/[a-z]+:v?\d+\.\d+\.\d+$/);
  });

  test('builds segtop from this folder, by the Node that it needs, and runs what it has', async () => {
    const { services } = await yamlOf<Compose>('compose.yaml');
    const { build, command, environment } = services.segtop!;
    const root = resolve(monitoring, build!.context);
    const { name, engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      name: string;
      engines: { node: string };
    };
    expect(existsSync(join(root, 'package-lock.json'))).toBe(true);
    const [, node] = /FROM node:(\d+)-slim\n/.exec(build!.dockerfile_inline) ?? [];
    expect(Number(node)).toBe(Number(/(\d+)/.exec(engines.node)![0]));
    expect(build!.dockerfile_inline).toContain(`/segtop/${name}-*.tgz`);
    expect(command?.[0]).toBe('serve');
    expect(environment).toEqual(['SEGTOP_TOKEN', 'SEGTOP_COLLECT_SECRET']);
  });

  test('its programs find each other: addresses, ports and the secret', async () => {
    const { services, secrets } = await yamlOf<Compose>('compose.yaml');
    const prometheus = await yamlOf<{
      rule_files: string[];
      alerting: { alertmanagers: { static_configs: { targets: string[] }[] }[] };
      scrape_configs: { authorization: { credentials_file: string }; static_configs: { targets: string[] }[] }[];
    }>('prometheus.yml');
    const [scrape] = prometheus.scrape_configs;
    const listen = services.segtop!.command!.at(-1)!;
    expect(scrape!.static_configs[0]!.targets).toEqual([`segtop:${listen.split(':')[1]}`]);
    expect(scrape!.authorization.credentials_file).toBe(`/run/secrets/${services.prometheus!.secrets![0]}`);
    expect(secrets.segtop_secret!.environment).toBe('SEGTOP_COLLECT_SECRET');
    // 9093 and 9090 are what Alertmanager and Prometheus listen on unless told otherwise.
    expect(prometheus.alerting.alertmanagers[0]!.static_configs[0]!.targets).toEqual(['alertmanager:9093']);
    const mounted = services.prometheus!.volumes!.map((each) => each.split(':')[1]);
    expect(mounted).toContain(`/etc/prometheus/${prometheus.rule_files[0]}`);
    const source = await yamlOf<{ datasources: { type: string; url: string; isDefault: boolean }[] }>(
      'grafana-datasource.yml',
    );
    expect(source.datasources).toMatchObject([{ type: 'prometheus', url: 'http://prometheus:9090', isDefault: true }]);
    const { providers } = await yamlOf<{ providers: { options: { path: string } }[] }>('grafana-dashboards.yml');
    const shown = services.grafana!.volumes!.find((each) => each.startsWith('./grafana-dashboard.json'))!;
    expect(shown.split(':')[1]).toMatch(new RegExp(`^${providers[0]!.options.path}/[^/]+\\.json$`));
    expect(services.grafana!.ports).toEqual(['127.0.0.1:3000:3000']);
  });
});

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
  readonly panels?: readonly Panel[];
}
interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: string | { readonly query: string };
}
interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}

const dashboard = async () => JSON.parse(await read('grafana-dashboard.json')) as Dashboard;
const allPanels = ({ panels }: Dashboard): Panel[] => panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);

test('the dashboard has what Grafana asks of one', async () => {
  const board = await dashboard();
  expect(board.uid).toMatch(/^[\w-]{1,40}$/);
  expect(board.schemaVersion).toBeGreaterThanOrEqual(36);
  expect(board.title).not.toBe('');
  const { list } = board.templating;
  expect(list[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
  const names = new Set(list.map(({ name }) => name));
  const panels = allPanels(board);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { type, title, gridPos, datasource, targets = [] } of panels) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    if (type === 'row') continue;
    expect(datasource, title).toEqual({ type: 'prometheus', uid: `$\{datasource}` });
    expect(targets.length, title).toBeGreaterThan(0);
    expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
    const variables = targets.flatMap(({ expr }) => [...expr.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name));
    expect(
      variables.filter((name) => !names.has(name)),
      title,
    ).toEqual([]);
  }
});

/** As Grafana fills it in where all is chosen. */
const filledIn = (expr: string): string => expr.replaceAll(/\$(profile|connection)/g, '.*');

describe.runIf(missingPrometheus.length === 0)('with Prometheus', () => {
  test('every question of the dashboard and of the rules has an answer in what is scraped with the secret', async () => {
    laterInMonth();
    await using api = await mockApi();
    const own = await temporaryFolder();
    await writeFile(join(own, 'config.yaml'), 'allowance:\n  apiCalls: 1000\n  mtu: 1000\n');
    const secretFile = join(own, 'secret');
    await writeFile(secretFile, 'of-the-scrape');
    await using served = await spawnServe({
      SEGTOP_API_URL: api.url,
      SEGTOP_TOKEN: api.token,
      SEGTOP_STATE_DIR: await temporaryFolder(),
      SEGTOP_CONFIG_DIR: own,
      SEGTOP_COLLECT_SECRET: 'of-the-scrape',
    });
    await using prometheus = await spawnPrometheus(served.url, undefined, secretFile);
    const ask = async (expr: string): Promise<number> => {
      const answer = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(filledIn(expr))}`);
      const { status, error, data } = (await answer.json()) as {
        status: string;
        error?: string;
        data?: { result: unknown[] };
      };
      if (status !== 'success') throw new Error(`${expr}: ${error}`);
      return data!.result.length;
    };
    const board = await dashboard();
    const questions = allPanels(board).flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ about: title, expr })),
    );
    const listed = board.templating.list.flatMap(({ name, query }) => {
      const [, expr] = /^label_values\((.*), \w+\)$/.exec(typeof query === 'string' ? query : query.query) ?? [];
      return expr === undefined ? [] : [{ about: `$${name}`, expr }];
    });
    const { groups } = await yamlOf<{ groups: { rules: { alert: string; expr: string }[] }[] }>('segtop.rules.yml');
    const rules = groups.flatMap(({ rules: all }) => all.map(({ alert, expr }) => ({ about: alert, expr })));
    // What is quiet in this workspace is asked for by what it is about.
    const quiet = ['SegmentConnectionRetrying', 'SegtopBlind'];
    const parts = rules
      .filter(({ about }) => quiet.includes(about))
      .flatMap(({ about, expr }) => [...expr.matchAll(/\bsegtop_\w+/g)].map(([name]) => ({ about, expr: name })));
    const all = [...questions, ...listed, ...rules.filter(({ about }) => !quiet.includes(about)), ...parts];
    expect(all.length).toBeGreaterThan(30);
    const unanswered = async () => {
      const counts = await Promise.all(
        all.map(async ({ about, expr }) => ((await ask(expr)) > 0 ? [] : [`${about}: ${expr}`])),
      );
      return counts.flat();
    };
    await expect.poll(unanswered, { timeout: 150_000, interval: 1000 }).toEqual([]);
    // A scrape that came late on a busy machine is over a moment later.
    for (const { expr } of rules.filter(({ about }) => quiet.includes(about)))
      await expect.poll(() => ask(expr), { message: expr, timeout: 30_000, interval: 1000 }).toBe(0);
  }, 240_000);
});

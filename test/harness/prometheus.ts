import { spawn, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** What is shipped for Prometheus, Alertmanager and Grafana. */
export const monitoring = new URL('../../docs/monitoring/', import.meta.url).pathname;

/** The programs of Prometheus that are not on this machine. Where they must be, their absence is a failure. */
const programs = ['promtool', 'prometheus', 'prometheus-alertmanager', 'amtool'];
export const missingPrometheus = programs.filter((name) => spawnSync(name, ['--version']).error !== undefined);

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}

/** A program that is ready when its address answers. */
export async function started(program: string, args: readonly string[], url: string) {
  const child = spawn(program, args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  await expect
    .poll(
      () =>
        fetch(`${url}/-/ready`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000, interval: 200 },
    )
    .toBe(200);
  return {
    url,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Prometheus with the rules as they are shipped, without waiting. */
export async function spawnPrometheus(segtop: string, alertmanager?: string, secretFile?: string) {
  const own = await temporaryFolder();
  const rules = await readFile(join(monitoring, 'segtop.rules.yml'), 'utf8');
  await writeFile(join(own, 'segtop.rules.yml'), rules.replace(/for: \d+[mh]/g, 'for: 0s'));
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ['segtop.rules.yml'],
    ...(alertmanager
      ? { alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanager).host] }] }] } }
      : {}),
    scrape_configs: [
      {
        job_name: 'segtop',
        ...(secretFile ? { authorization: { credentials_file: secretFile } } : {}),
        static_configs: [{ targets: [new URL(segtop).host] }],
      },
    ],
  };
  await writeFile(join(own, 'prometheus.yml'), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const args = [
    ...[`--config.file=${join(own, 'prometheus.yml')}`, `--storage.tsdb.path=${join(own, 'data')}`],
    `--web.listen-address=${address}`,
  ];
  return await started('prometheus', args, `http://${address}`);
}

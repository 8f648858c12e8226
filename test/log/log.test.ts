import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openLog, silentLog } from '../../source/log/log.ts';
import { createRedactor } from '../../source/log/redact.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const secret = '4kXhW2mQ9tYvB7cNfR3sDz';

describe('openLog', () => {
  it('keeps nothing unless asked', async () => {
    const stateDir = await temporaryFolder();
    const { log, file } = await openLog({ stateDir });
    log.error('x');
    expect(log).toBe(silentLog);
    expect(file).toBeUndefined();
    expect(await readdir(stateDir)).toEqual([]);
  });

  it('writes at once, from its level on, for the owner only', async () => {
    const stateDir = join(await temporaryFolder(), 'state');
    const { log, file = '' } = await openLog({ level: 'info', stateDir });
    log.debug('too quiet');
    log.info('read sources', { count: 14 });
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ msg: 'read sources', count: 14, pid: process.pid }),
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(stateDir)).mode & 0o777).toBe(0o700);
  });

  it('does not wait for the reader of a pipe that stands where the log should be', async () => {
    const stateDir = await temporaryFolder();
    await promisify(execFile)('mkfifo', [join(stateDir, 'segtop.log')]);
    const { log, problem } = await openLog({ level: 'info', stateDir });
    expect([log, problem]).toEqual([
      silentLog,
      `${join(stateDir, 'segtop.log')} is not a regular file; no log is kept.`,
    ]);
  });

  it('makes an old log private', async () => {
    const stateDir = await temporaryFolder();
    await writeFile(join(stateDir, 'segtop.log'), 'old\n', { mode: 0o644 });
    const { log, file = '' } = await openLog({ level: 'error', stateDir });
    log.error('new');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/^old\n\{.*new.*\}\n$/);
  });

  it('never holds a secret, wherever it stood', async () => {
    const redactor = createRedactor();
    redactor.register(secret);
    const { log, file = '' } = await openLog({ level: 'trace', stateDir: await temporaryFolder(), redactor });
    log.info(`sent ${secret}`, {
      url: `https://x.example/${secret}`,
      error: new Error(`refused ${secret}`),
      list: [secret],
    });
    log.info('by name', {
      token: 'other-1',
      headers: { authorization: 'other-2' },
      source: { row: { writeKeys: ['other-3'] } },
    });
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/other-\d/);
    expect(text.match(/\(hidden\)/g)!.length).toBeGreaterThanOrEqual(6);
  });

  it('survives what cannot be written', async () => {
    const { log, file = '' } = await openLog({ level: 'info', stateDir: await temporaryFolder() });
    const round: Record<string, unknown> = {};
    round.self = round;
    log.info('round', round);
    log.info('hostile', {
      get boom() {
        throw new Error('no');
      },
    });
    log.info('after');
    expect(await readFile(file, 'utf8')).toContain('after');
  });

  it.runIf(process.platform === 'linux')('goes on without a log where no folder can be made', async () => {
    expect((await openLog({ level: 'info', stateDir: '/proc/segtop/state' })).problem).toBe(
      '/proc/segtop/state/segtop.log cannot be written (ENOENT); no log is kept.',
    );
  });

  it('goes on without a log where there is no place for one', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    const { log, problem } = await openLog({ level: 'info', stateDir: join(folder, 'file', 'state') });
    expect(log).toBe(silentLog);
    expect(problem).toBe(`${join(folder, 'file', 'state', 'segtop.log')} cannot be written (ENOTDIR); no log is kept.`);
  });
});

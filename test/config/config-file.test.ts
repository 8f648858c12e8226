import { execFile } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../source/config/config-file.ts';
import { UsageError } from '../../source/config/usage-error.ts';
import { resourceFamilies } from '../../source/domain/resource-families.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const token = 'sgp_4kXhW2mQ9tYvB7cNfR3sDz';

async function read(content: unknown, mode = 0o600) {
  const folder = await temporaryFolder();
  const file = join(folder, 'config.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  await chmod(file, mode);
  const { config, problems } = await readConfig(folder);
  const messages = problems.map(({ message }) => message.replace(file, 'FILE').replace(/^FILE:\d+:\d+:/, 'FILE:'));
  return { config, messages };
}

describe('readConfig', () => {
  it('reads everything that may be configured', async () => {
    const content = {
      profile: 'prod',
      period: '7d',
      allowance: { apiCalls: 12_000_000 },
      refresh: { volume: '30s', 'api-calls': '1h' },
      keys: { 'app.quit': ['Q'], 'row.copy': null },
      profiles: {
        prod: { token, region: 'eu', accent: '#ff8800', readOnly: true, allowance: { mtu: 10_000 } },
        dev: { tokenCommand: ['op', 'read', 'op://vault/segment'], apiUrl: 'http://localhost:8080' },
        file: { tokenFile: '~/.segment-token', accent: 'red' },
      },
    };
    const { config, messages } = await read(content);
    expect(messages).toEqual([]);
    expect(config).toEqual({ ...content, refresh: { volume: 30_000, 'api-calls': 3_600_000 } });
  });

  it('needs no file', async () => {
    expect(await readConfig(await temporaryFolder())).toEqual({ config: {}, problems: [] });
    expect(await read(' \n')).toEqual({ config: {}, messages: [] });
  });

  it('refuses a file that was asked for and is not there', async () => {
    const folder = await temporaryFolder();
    await expect(readConfig(folder, join(folder, 'mine.json'))).rejects.toThrow(UsageError);
  });

  it.each([
    ['a pipe', (file: string) => promisify(execFile)('mkfifo', [file]), 'it is a pipe, not a regular file'],
    ['a device', (file: string) => symlink('/dev/zero', file), 'it is a device, not a regular file'],
    ['a folder', (file: string) => mkdir(file), 'a folder has its name'],
    ['too large', (file: string) => writeFile(file, Buffer.alloc(2 * 1024 ** 2, ' ')), 'it is larger than 1 MB'],
  ])('does not begin to read what is no file to read: %s', async (_, make, reason) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'config.json');
    await make(file);
    const { config, problems } = await readConfig(folder);
    expect([config, problems.map(({ message }) => message)]).toEqual([{}, [`${file} cannot be read: ${reason}`]]);
    await expect(readConfig(folder, file)).rejects.toThrow(
      `--config: "${file}" is not allowed; use a file that can be read (${reason})`,
    );
  });

  it('takes an empty file, or one of comments alone, for one that says nothing', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'config.yaml');
    for (const content of ['', ' \n', '# nothing\n']) {
      await writeFile(file, content);
      expect(await readConfig(folder)).toEqual({ config: {}, problems: [], file, broken: false });
    }
    await writeFile(file, 'a: [');
    expect(await readConfig(folder)).toMatchObject({ config: {}, file, broken: true });
  });

  it('takes /dev/null for an empty file', async () => {
    expect(await readConfig(await temporaryFolder(), '/dev/null')).toMatchObject({ config: {}, problems: [] });
  });

  it.each([
    ['half a file', '{"period":"7d"'],
    ['NUL bytes', '\0'.repeat(9)],
    ['UTF-16', Buffer.from('\ufeff{"period":"7d"}', 'utf16le').toString('latin1')],
  ])('says where a file stops making sense: %s', async (_, content) => {
    expect((await read(content)).messages).toEqual([expect.stringMatching(/^FILE: is not valid JSON/)]);
  });

  it.each([
    [{ period: '3d' }, 'FILE: period: "3d" is not allowed; use 24h or 7d; did you mean 7d?'],
    [
      { refresh: { volume: '1s' } },
      'FILE: refresh.volume: "1s" is not allowed; use a time from 5s to 24h, such as 30s, 5m or 1h',
    ],
    [
      { refresh: { volume: 30 } },
      'FILE: refresh.volume: 30 is not allowed; use a time from 5s to 24h, such as 30s, 5m or 1h',
    ],
    [
      { refresh: { home: '30s' } },
      `FILE: refresh.home: "30s" is not allowed; use one of the keys ${resourceFamilies.join(', ')}`,
    ],
    [{ allowance: { apiCalls: -5 } }, 'FILE: allowance.apiCalls: -5 is not allowed; use a whole number from 1'],
    [{ allowance: 5 }, 'FILE: allowance: 5 is not allowed; use an object'],
    [
      { colour: 'red' },
      'FILE: colour: "red" is not allowed; use one of the keys $schema, profiles, profile, period, allowance, refresh, failureLogs, alerts, theme, themes, glyphs, mouse, changeMarks, keys, commands, aliases, hotkeys',
    ],
    [{ profiles: { prod: { region: 'asia' } } }, 'FILE: profiles.prod.region: "asia" is not allowed; use us or eu'],
    [
      { profiles: { prod: { apiUrl: 'ftp://x' } } },
      'FILE: profiles.prod.apiUrl: "ftp://x" is not allowed; use an address that begins with https:// or http://',
    ],
    [
      { profiles: { prod: { readOnly: 'yes' } } },
      'FILE: profiles.prod.readOnly: "yes" is not allowed; use true or false; did you mean true?',
    ],
    [{ profiles: [] }, 'FILE: profiles: a list is not allowed; use an object of profiles by name'],
    [[], 'FILE: a list is not allowed; use an object'],
    [{ profile: 'a\u001b[31m' }, undefined],
  ])('%j', async (content, message) => {
    const { messages } = await read(content);
    expect(messages).toEqual(message === undefined ? [] : [message]);
  });

  it('leaves out what is wrong and keeps the rest', async () => {
    const { config, messages } = await read({
      period: '3d',
      shiny: true,
      profiles: { prod: { region: 'eu', accent: 'mauve', colour: 1 }, dev: 7 },
    });
    expect(config).toEqual({ profiles: { prod: { region: 'eu' } } });
    expect(messages).toHaveLength(5);
  });

  it.each<readonly [string, object, object]>([
    ['another word for true', { readOnly: 'yes' }, { readOnly: true }],
    ['a number', { readOnly: 1, write: true }, { readOnly: true, write: true }],
    ['nothing', { readOnly: null }, { readOnly: true }],
    ['a key in another case', { readonly: true, write: true }, { readOnly: true, write: true }],
    ['a key with a letter too few', { readOny: true }, { readOnly: true }],
    ['a wrong key beside a wrong value', { readonly: true, readOnly: 'on' }, { readOnly: true }],
    ['a wrong key that locks nothing', { readonly: false, write: true }, { write: true }],
    ['a wrong key that locks nothing beside the right one', { readonly: false, readOnly: true }, { readOnly: true }],
    ['a wrong value of something else', { write: 'yes' }, {}],
  ])('a profile stays locked where what locks it was written wrong: %s', async (_, written, kept) => {
    const { config, messages } = await read({ profiles: { prod: written } });
    expect(config).toEqual({ profiles: { prod: kept } });
    const wrong = Object.entries(written).filter(
      ([key, value]) => !['readOnly', 'write'].includes(key) || typeof value !== 'boolean',
    );
    expect(messages).toHaveLength(wrong.length);
  });

  it.each([
    ['a broken file', `{"profiles":{"prod":{"token":"${token}",}}}`],
    ['a file broken at the token', `{"profiles":{"prod":{"token":${token}}}}`],
    ['a token of the wrong type', { profiles: { prod: { token: [token] } } }],
    ['a token file of the wrong type', { profiles: { prod: { tokenCommand: { run: token } } } }],
    ['a misspelt key', { profiles: { prod: { tokn: 1, Token: token, apiKey: token } } }],
  ])('never shows a token: %s', async (_, content) => {
    const { messages } = await read(content);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.join('\n')).not.toContain(token.slice(4, 12));
  });

  it('says where JSON is broken', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'config.json'), '{\n  "period": "24h",\n  oops\n}');
    const { problems } = await readConfig(folder);
    expect(problems).toMatchObject([
      { line: 3, column: 3, message: expect.stringMatching(/:3:3: is not valid JSON$/) },
    ]);
  });

  it('warns when others can read a token', async () => {
    const { config, messages } = await read({ profiles: { prod: { token } } }, 0o644);
    expect(config.profiles?.prod?.token).toBe(token);
    expect(messages).toEqual(['FILE holds a secret and others can read it; make it private with chmod 600']);
    expect((await read({ profiles: { prod: { tokenFile: 'x' } } }, 0o644)).messages).toEqual([]);
  });

  const channels = { team: { webhook: 'https://hooks.example/T0/secret', preset: 'slack' } };
  it.each([
    ['a webhook', { alerts: { channels } }, 0o644, 1],
    ['a webhook of a profile', { profiles: { prod: { alerts: { channels } } } }, 0o640, 1],
    ['a secret of the collector', { profiles: { prod: { collect: { secret: 'abc' } } } }, 0o604, 1],
    ['a webhook in a private file', { alerts: { channels } }, 0o600, 0],
    ['a webhook of the environment', { alerts: { channels: { team: { webhookEnv: 'HOOK' } } } }, 0o644, 0],
  ])('warns when others can read a secret: %s', async (_, content, mode, count) => {
    const { messages } = await read(content, mode);
    expect(messages).toEqual(
      Array.from({ length: count }, () => 'FILE holds a secret and others can read it; make it private with chmod 600'),
    );
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { bin, cleanEnvironment, pinnedNode } from '../../harness/terminal/pty.ts';

it.each(['SIGTERM', 'SIGINT'] as const)(
  'mock-api ends at %s with code 0 while it is busy with one answer, which is never given',
  async (signal) => {
    const home = await temporaryFolder();
    const child = spawn(pinnedNode(), [bin, 'mock-api', '--port', '0', '--scenario', 'huge'], {
      env: cleanEnvironment(home),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const socket = connect(Number(new URL(String(line).replace('listening ', '')).port), '127.0.0.1');
    let received = '';
    socket.setEncoding('utf8').on('error', () => undefined);
    socket.on('data', (text) => {
      received += text;
    });
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const heavy = `/events/volume?granularity=DAY&startTime=${ago(29)}&endTime=${ago(0)}&groupBy=source,eventName,eventType`;
    // The second is begun with as soon as the first is answered, and takes seconds.
    const both = ['/', heavy].map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n`);
    socket.write(both.join(''));
    await once(socket, 'data');
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(received.match(/HTTP\/1\.1 200/g)).toHaveLength(1);
  },
);

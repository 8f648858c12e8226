import { spawn } from '@lydell/node-pty';
import { describe, expect, it, onTestFinished } from 'vitest';

const source = (name: string) => new URL(`../../source/terminal/${name}`, import.meta.url).href;

/** A program that suspends itself once, under a shell that does job control. */
const program = `
const { JobControl } = await import('${source('job-control.ts')}');
const { handover } = await import('${source('handover.ts')}');
const { createModes, noAutowrap } = await import('${source('modes.ts')}');
const modes = createModes();
modes.enable(noAutowrap);
console.log('running');
const taken = new Promise((done) => handover.hold({
  leave: async () => modes.pause(),
  take: async () => { modes.resume(); console.log('redrawn'); done(); },
}));
new JobControl(handover).suspend();
await taken;
console.log('ended');
`;

describe('ctrl+z', () => {
  it('hands a usable terminal to the shell and comes back with fg', async () => {
    const shell = spawn('bash', ['--norc', '--noprofile', '-i'], {
      cols: 80,
      rows: 24,
      env: { ...process.env, PS1: 'ready> ', NODE: process.execPath, PROGRAM: program },
    });
    onTestFinished(() => shell.kill('SIGKILL'));
    let screen = '';
    let look = (): void => undefined;
    shell.onData((data) => {
      screen += data;
      look();
    });
    /** Resolves when the text has appeared, and forgets what came before it. */
    const shows = (text: string) =>
      new Promise<string>((resolve) => {
        look = () => {
          const at = screen.indexOf(text);
          if (at < 0) return;
          const before = screen.slice(0, at);
          screen = screen.slice(at + text.length);
          resolve(before);
        };
        look();
      });

    await shows('ready> ');
    shell.write('"$NODE" --input-type=module -e "$PROGRAM"\n');
    await shows('running');
    expect(await shows('Stopped')).toContain('\u001b[?7h');
    await shows('ready> ');
    shell.write('fg\n');
    expect(await shows('redrawn')).toContain('\u001b[?7l');
    await shows('ended');
    expect(await shows('ready> ')).toContain('\u001b[?7h');
  });
});

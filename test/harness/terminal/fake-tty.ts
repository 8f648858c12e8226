import { PassThrough, Writable } from 'node:stream';
import { setTimeout as elapsed } from 'node:timers/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { bytesOf } from '../keys.ts';
import { settle } from '../world-clock.ts';
import type { Emulator } from './emulator.ts';

/** Ink takes an escape for the key, and not for the start of a sequence, when nothing followed for 20 ms. */
const loneEscapeMs = 25;

/** A terminal's output that paints on an emulator: what Ink needs of a tty, with its size and `resize` events. */
export function fakeStdout(terminal: Emulator): WriteStream {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      terminal.write(String(chunk));
      done();
    },
  });
  Object.defineProperties(stream, {
    isTTY: { value: true },
    columns: { get: () => terminal.cols },
    rows: { get: () => terminal.rows },
  });
  terminal.events.on('resize', () => void stream.emit('resize'));
  return stream as unknown as WriteStream;
}

/** A terminal's keyboard. */
export interface FakeStdin extends ReadStream {
  /** Presses keys (names as in `bytesOf`) one after the other, and lets the program answer each. */
  press(...keys: readonly string[]): Promise<void>;
  /** Sends text as one chunk, as a slow line or a fast finger delivers it. */
  send(text: string): Promise<void>;
}

/** Keyboard input that a test types on; the emulator's replies arrive on it too, as on a real line. */
export function fakeStdin(terminal: Emulator): FakeStdin {
  const stream = new PassThrough();
  const send = async (text: string) => {
    // Effects attach the listener a tick after a render: bytes written before that are lost.
    await settle();
    stream.write(text);
    if (text.endsWith('\u001b')) await elapsed(loneEscapeMs);
    await settle();
  };
  terminal.events.on('reply', (reply) => void stream.write(reply));
  return Object.assign(stream, {
    isTTY: true,
    isRaw: false,
    setRawMode(this: { isRaw: boolean }, mode: boolean) {
      this.isRaw = mode;
      return this;
    },
    ref: () => stream,
    unref: () => stream,
    async press(...keys: readonly string[]) {
      for (const key of keys) await send(bytesOf(key));
    },
    send,
  }) as unknown as FakeStdin;
}

import { asciiText } from '../domain/ascii.ts';

type Output = Pick<NodeJS.WriteStream, 'write'>;
type Write = (chunk: string | Uint8Array, ...more: never[]) => boolean;

const limited = new WeakSet<Output>();

/**
 * From now on these streams carry ASCII alone, whatever is written to them by whom: the last step before a terminal or a locale
 * that knows nothing else. Calling it twice does nothing more.
 * @param widthOf columns of one character as a reader sees it
 */
export function limitToAscii(streams: readonly Output[], widthOf: (grapheme: string) => number): void {
  for (const stream of streams) {
    if (limited.has(stream)) continue;
    limited.add(stream);
    const write = stream.write.bind(stream) as Write;
    stream.write = (chunk: string | Uint8Array, ...more: never[]) =>
      write(asciiText(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'), widthOf), ...more);
  }
}

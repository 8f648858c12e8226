import { type InputEvent, InputSplitter } from './input.ts';

/** Keys that edit a line or end it, as the bytes they are. */
const controls: Readonly<Record<string, string>> = {
  enter: '\r',
  backspace: '\u007f',
  'ctrl+c': '\u0003',
  'ctrl+d': '\u0004',
  'ctrl+u': '\u0015',
};

function typed(event: InputEvent): string {
  if (event.kind === 'paste') return event.text;
  return event.kind === 'press' ? (event.press.text ?? controls[event.press.stroke] ?? '') : '';
}

/**
 * What a line that is typed on a terminal gets of the bytes read: text, pastes, and the control characters that edit it. What the
 * terminal says by itself is none of it.
 * @param now ms
 */
export function lineInput(now: () => number): (chunk: Uint8Array | string) => string {
  const splitter = new InputSplitter();
  return (chunk) => [...splitter.flush(now()), ...splitter.push(chunk, now())].map(typed).join('');
}

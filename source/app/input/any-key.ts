import { type InputEvent, InputSplitter } from '../../keys/input.ts';
import { Keyboard } from '../../terminal/keyboard.ts';

/** Waits for a key, on a terminal that was given away. */
export async function anyKey(): Promise<void> {
  const keyboard: Keyboard<InputEvent> = new Keyboard(process.stdin, new InputSplitter());
  process.stdout.write('\n\u001b[7m any key goes back to segtop \u001b[m');
  await new Promise<unknown>((resolve) => void keyboard.listen(resolve));
  await keyboard.stop();
  process.stdout.write('\n');
}

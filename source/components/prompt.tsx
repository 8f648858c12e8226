import type { ReactElement } from 'react';
import type { Palette } from '../theme/palette.ts';
import { Painted } from './painted.tsx';
import { type PromptOptions, promptLine } from './prompt-line.ts';

/** One line being typed; driven by props alone. */
export function Prompt({ palette, ...options }: PromptOptions & { readonly palette: Palette }): ReactElement {
  return <Painted block={[promptLine(options)]} width={options.width} palette={palette} />;
}

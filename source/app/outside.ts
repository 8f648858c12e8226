import { copyText } from '../terminal/clipboard.ts';
import type { Modes } from '../terminal/modes.ts';
import { canOpenLinks, openLink } from '../terminal/open-link.ts';
import { feedProgram } from '../terminal/run-program.ts';
import type { Runtime } from './scene/runtime.ts';

/** The clipboard and the browser of the machine that the user sits at. */
export function outside({ env, platform }: NodeJS.Process, { write }: Modes): Pick<Runtime, 'copy' | 'openLink'> {
  return {
    copy: (text) => void copyText(text, { env, platform, run: feedProgram, write }),
    openLink: (link) => {
      const can = canOpenLinks(env, platform);
      if (can) void openLink(link);
      return can;
    },
  };
}

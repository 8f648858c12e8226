import { toast } from '../../../actions/toast.ts';
import { t } from '../../../domain/text.ts';
import { defineOverlay } from '../overlay.ts';
import { helpBlock, helpRoom } from './block.ts';
import { copiedLinks } from './links.ts';

const steps: Readonly<Record<string, number | 'page' | '-page'>> = {
  j: 1,
  down: 1,
  k: -1,
  up: -1,
  'ctrl+d': 'page',
  pgdn: 'page',
  space: 'page',
  'ctrl+u': '-page',
  pgup: '-page',
  g: Number.NEGATIVE_INFINITY,
  home: Number.NEGATIVE_INFINITY,
  G: Number.POSITIVE_INFINITY,
  end: Number.POSITIVE_INFINITY,
};

/** The keys that work where it was opened; it closes with the key that opened it, and with those that end anything. */
export const help = defineOverlay({
  kind: 'help',
  closedBy: ['esc', 'q', '?', 'enter'],
  isBusy: () => false,
  draw: ({ entries, offset }, { width, height, glyphs }) => helpBlock(entries, offset, width, height - 1, glyphs),
  press(overlay, { stroke }, { environment, scene }) {
    const { store } = environment;
    if (stroke === 'y')
      return toast(environment, t`${environment.copy(copiedLinks)}: the links to support and tour`, 'good');
    const step = steps[stroke];
    if (step === undefined) return;
    const { columns, rows } = store.getState();
    const { room, last } = helpRoom(overlay.entries, columns, rows - 1, scene.context.glyphs);
    const by = step === 'page' ? room : step === '-page' ? -room : step;
    store.setState({ overlay: { ...overlay, offset: Math.max(0, Math.min(overlay.offset + by, last)) } });
  },
  hints: (_, { key, arrows }) => [
    [key('esc'), t`close`],
    [arrows, t`scroll`],
    [t`y`, t`copy links`],
  ],
});

import { answerWithin, type Ground, groundOf, groundQuestion } from '../../terminal/ground.ts';
import type { Modes } from '../../terminal/modes.ts';

/** The question for the ground: whoever asks is answered once, if the terminal knows one. */
export function groundAsker() {
  let question: { readonly at: number; readonly tell: (ground: Ground) => void } | undefined;
  const isOpen = (now: number): boolean => question !== undefined && now - question.at < answerWithin;
  return {
    isOpen,
    ask(modes: Pick<Modes, 'write'>, tell: (ground: Ground) => void): void {
      question = { at: performance.now(), tell };
      modes.write(groundQuestion);
    },
    heard(osc: string, now: number): void {
      const ground = groundOf(osc);
      if (ground === undefined || !isOpen(now)) return;
      const { tell } = question!;
      question = undefined;
      tell(ground);
    },
  };
}

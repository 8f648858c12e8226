import { whole } from '../../domain/format.ts';
import type { ReverseEtlSync } from '../../domain/storage/reverse-etl.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { type Span, span } from '../../theme/line.ts';
import type { ModelRuns } from '../../workspace/storage/reverse-etl.ts';
import { missingText } from '../kit/need-states.ts';

const words: Readonly<Record<string, SafeText>> = {
  IN_PROGRESS: t`In progress`,
  SUCCESS: t`Successful`,
  PARTIAL_SUCCESS: t`Partial success`,
  FAIL: t`Failed`,
  FAILED: t`Failed`,
};

const tones = { success: 'good', partial: 'warn', failure: 'bad', running: 'info', unknown: 'text' } as const;

/** The web app's own word for a run, else what the API wrote. */
export function runSpan({ word, status }: ReverseEtlSync): Span {
  return span(Object.hasOwn(words, word) ? words[word]! : word, tones[status]);
}

const states: Readonly<Record<ModelRuns['state'], SafeText>> = {
  failing: t`failing`,
  partial: t`partial`,
  running: t`running`,
  ok: t`good`,
  'no-runs': t`no runs`,
  unknown: t`not read`,
  disabled: t`off`,
  unmapped: t`no mapping`,
};

export const runsStateText = ({ state, runs, mappings }: ModelRuns): SafeText =>
  state === 'unknown' ? missingText(runs ?? mappings) : states[state];

/** The mark of a model's runs: never colour alone. */
export function runsMark({ state }: ModelRuns, glyphs: Glyphs): Span {
  if (state === 'failing') return span(glyphs.failing, 'bad');
  if (state === 'partial') return span(glyphs.partial, 'warn');
  if (state === 'ok' || state === 'running') return span(glyphs.healthy, 'good');
  return state === 'no-runs' || state === 'unmapped' ? span(glyphs.idle, 'warn') : span(glyphs.inactive, 'dim');
}

/** A count that the API may not tell. */
export const optionalWhole = (count: bigint | undefined): SafeText => (count === undefined ? t`–` : whole(count));

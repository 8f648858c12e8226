import type { Source } from '../../../domain/entities.ts';
import { counted } from '../../../domain/format.ts';
import type { DescribedLabel } from '../../../domain/settings/people.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { wholeOf } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { labels } from '../../../workspace/resources/pages.ts';
import type { ViewContext } from '../../kit/view.ts';
import { note, type SettingsRow, section } from './row.ts';

/** Labels of the workspace, and how many sources carry each. */
export function labelRows({ read }: ViewContext, width: number): readonly SettingsRow[] {
  const sources = wholeOf(read(resources.sources));
  const none = t`none; a label such as environment:prod lets a role cover all sources that carry it`;
  return [
    ...section(t`Labels`, read(labels), t`Workspace Member`, none, (label) => labelRow(label, sources)),
    ...note(t`Labels are made and deleted in the web app by a Workspace Owner [locked]`, width),
  ];
}

function labelRow({ key, value, description }: DescribedLabel, sources: readonly Source[] | undefined): SettingsRow {
  const text = t`${key}:${value}`;
  return {
    key: `label:${text}`,
    subject: { kind: 'other', id: text, name: text },
    line: line(
      t`  `,
      padToWidth(text, 30),
      t` `,
      span(padToWidth(carriers(key, value, sources), 13), 'dim'),
      t` `,
      span(description, 'dim'),
    ),
  };
}

function carriers(key: SafeText, value: SafeText, sources: readonly Source[] | undefined): SafeText {
  if (sources === undefined) return t`– sources`;
  const count = sources.filter((source) => source.labels.some((one) => one.key === key && one.value === value)).length;
  return counted(count, t`source`);
}

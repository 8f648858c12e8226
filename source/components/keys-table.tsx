import { Text } from 'ink';
import { Table } from 'ink-table';
import type { PropsWithChildren, ReactElement } from 'react';
import type { SafeText } from '../domain/text.ts';
import { asciiText } from '../theme/glyphs.ts';

export interface KeysTableProps {
  /** Our own one-column-a-character text only: ink-table measures by code units. */
  readonly rows: readonly { readonly key: SafeText; readonly title: SafeText; readonly note?: SafeText | undefined }[];
  readonly ascii: boolean;
}

function Plain({ children }: PropsWithChildren): ReactElement {
  return <Text>{children}</Text>;
}

function Heading({ children }: PropsWithChildren): ReactElement {
  return <Text bold>{children}</Text>;
}

function AsciiFrame({ children }: PropsWithChildren): ReactElement {
  return <Text>{typeof children === 'string' ? asciiText(children) : children}</Text>;
}

/** A small fixed table, such as the keys of one scope; two rows a key, so never for lists. */
export function KeysTable({ rows, ascii }: KeysTableProps): ReactElement {
  const noted = rows.some(({ note }) => note !== undefined && note !== '');
  const show = (text: string): string => (ascii ? asciiText(text) : text);
  const data = rows.map(({ key, title, note }) => ({
    Key: show(key),
    Action: show(title),
    ...(noted ? { Note: show(note ?? '') } : {}),
  }));
  return <Table data={data} header={Heading} cell={Plain} skeleton={ascii ? AsciiFrame : Plain} />;
}

import { Box, Text } from 'ink';
import { memo, type ReactElement } from 'react';

const Row = memo(function Row({ text }: { readonly text: string }): ReactElement {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});

/** Painted rows on the screen, one memoised Text each: a row that did not change costs React nothing. */
export const Rows = memo(function Rows({ lines }: { readonly lines: readonly string[] }): ReactElement {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((text, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place, whatever it shows
        <Row key={row} text={text} />
      ))}
    </Box>
  );
});

import { Box, Text } from 'ink';
import Spinner from 'ink-spinner';
import { type ReactElement, useEffect, useState } from 'react';
import { type SafeText, t } from '../domain/text.ts';

/** A load that ends sooner shows no spinner, as it would only flash. */
export const quietFor = 300;

export interface LoadingProps {
  readonly label?: SafeText | undefined;
  /** Already painted; goes before the dots. */
  readonly painted?: string | undefined;
}

/**
 * Shown while the first load of a visible pane is pending, after 300 ms. A frame costs the whole screen, so the dots move
 * two and a half times a second, and they are ASCII wherever they are drawn.
 */
export function Loading({ label = t`Loading`, painted }: LoadingProps): ReactElement | null {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), quietFor);
    return () => clearTimeout(timer);
  }, []);
  if (!visible) return null;
  return (
    <Box>
      <Text wrap="truncate">{painted ?? label}</Text>
      <Spinner type="simpleDots" />
    </Box>
  );
}

/** Which of the three layouts fits the window: list, conversation and lead side by side, list in a drawer, or one pane. */
import { useMediaQuery } from '@mantine/hooks';

export type LayoutMode = 'wide' | 'medium' | 'narrow';

export function useLayoutMode(): LayoutMode {
  const now = { getInitialValueInEffect: false };
  const isWide = useMediaQuery('(min-width: 1180px)', true, now);
  const isNarrow = useMediaQuery('(max-width: 759.98px)', false, now);
  if (isNarrow) return 'narrow';
  return isWide ? 'wide' : 'medium';
}

import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queryClient, useRead } from '../door/reads.ts';
import { WordsProvider } from '../ui/words.tsx';
import { cssVariables, theme } from './theme.ts';

const styleNonce = (): string => document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';

/** What every page needs around it: the world as read, the theme, the words. */
export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <Themed>{children}</Themed>
    </QueryClientProvider>
  );
}

function Themed({ children }: { readonly children: ReactNode }) {
  const preferences = useRead('app.preferences', undefined).data;
  const chosen = preferences?.theme ?? 'system';
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      getStyleNonce={styleNonce}
      // "system" follows the OS; main sets the native theme, which the media query then reports
      defaultColorScheme="auto"
      {...(chosen === 'system' ? {} : { forceColorScheme: chosen })}
    >
      <WordsProvider language={preferences?.language ?? 'en'}>{children}</WordsProvider>
    </MantineProvider>
  );
}

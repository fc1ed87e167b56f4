import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** An empty place: what will be here, and how it comes. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Stack align="center" gap={8} py={48} px={24}>
      <Text fw={560}>{title}</Text>
      {typeof children === 'string' ? (
        <Text c="dimmed" ta="center" maw={440}>
          {children}
        </Text>
      ) : (
        children
      )}
    </Stack>
  );
}

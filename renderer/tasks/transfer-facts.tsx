import { formatBytes, formatDuration } from '#shared/rules/format.ts';
import { timeLeftMs } from '#shared/rules/transfer.ts';
import { useWords } from '../ui/words.tsx';

interface Transfer {
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
}

/** "3.2 GB of 7.1 GB, 41 MB/s, about 2 min left", as far as it is known. */
export function TransferFacts({ progress }: { readonly progress: Transfer | null }) {
  const words = useWords().transfer;
  if (!progress) return <>{words.beginning}</>;
  const { doneBytes, totalBytes, bytesPerSecond } = progress;
  const left = timeLeftMs(doneBytes, totalBytes, bytesPerSecond);
  const parts = [
    totalBytes === null ? formatBytes(doneBytes) : words.of(formatBytes(doneBytes), formatBytes(totalBytes)),
    bytesPerSecond === null ? null : `${formatBytes(bytesPerSecond)}/s`,
    left === null ? null : words.left(formatDuration(left)),
  ];
  return <>{parts.filter((part) => part !== null).join(', ')}</>;
}

import { Button } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../ui/words.tsx';

const EvidenceDialog = lazy(() => import('./evidence-dialog.tsx').then((m) => ({ default: m.EvidenceDialog })));

/** Opens the dialog for an evidence report, with this deployment chosen. */
export function EvidenceButton({ deploymentId }: { readonly deploymentId: string }) {
  const words = useWords().evidence;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileCertificate size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {words.button}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <EvidenceDialog deploymentId={deploymentId} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

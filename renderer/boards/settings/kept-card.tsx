import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import { KeptNumber } from './kept-number.tsx';

/** How many earlier licences stay beside the one in use. */
export function KeptCard({ kept }: { readonly kept: number }) {
  const words = useWords().settings;
  return (
    <Card title={words.licences}>
      <KeptNumber label={words.licencesKept} description={words.licencesKeptHint} name="licencesKept" kept={kept} />
    </Card>
  );
}

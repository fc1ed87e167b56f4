import { Radio, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import type { Sample } from '#shared/domain/analysis.ts';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import { formatBytes, formatMemory } from '#shared/rules/format.ts';
import { useRead } from '../../door/reads.ts';
import { FileDrop, Invite } from '../../ui/file-drop.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './choose-document.module.css';
import type { OpenDocument, SavedAnswer } from './open-document.ts';
import { ANSWER_LIMIT_BYTES, takeFiles } from './take-files.ts';
import { Thumbnail } from './thumbnail.tsx';

interface ChooseDocumentProps {
  /** Its samples come first; null while it is not known. */
  readonly feature: FeatureId | null;
  readonly chosen: OpenDocument | null;
  readonly onChoose: (document: OpenDocument) => void;
  /** An answer was opened from a file, with the document beside it or chosen before. */
  readonly onAnswer: (answer: SavedAnswer) => void;
}

/** The operator's own document by drop or dialog, one of the samples, or a saved answer to look at again. */
export function ChooseDocument({ feature, chosen, onChoose, onAnswer }: ChooseDocumentProps) {
  const words = useWords().analyse;
  const samples = useRead('analysis.samples', undefined);

  const own = chosen?.source.kind === 'bytes' ? chosen : null;
  const take = async (files: readonly File[]): Promise<Failure | null> => {
    const taken = await takeFiles(files);
    if (taken.answer) onAnswer({ ...taken.answer, document: taken.document ?? own });
    else if (taken.document) onChoose(taken.document);
    return taken.refused;
  };

  return (
    <>
      <FileDrop label={words.own} most={2} mostBytes={ANSWER_LIMIT_BYTES} isChosen={own !== null} onFiles={take}>
        {own ? (
          <div className={classes['own']}>
            <Thumbnail bytes={own.bytes} type={own.type} />
            <div>
              <Text fw={560}>{own.name}</Text>
              <Text size="sm" c="dimmed">
                {formatBytes(own.bytes.length)} · {words.anotherFile}
              </Text>
            </div>
          </div>
        ) : (
          <Invite
            icon={<IconFileUpload size={28} stroke={1.5} aria-hidden />}
            title={words.drop}
            hints={[words.dropHint(formatMemory(DOCUMENT_LIMIT_BYTES)), words.dropAnswer]}
          />
        )}
      </FileDrop>
      <Card title={words.samples}>
        <ReadGate read={samples} heights={[196]}>
          {(all) => (
            <div className={classes['samples']} role="radiogroup" aria-label={words.samples}>
              {sorted(all, feature).map((sample, at) => (
                <SampleCard
                  key={sample.id}
                  sample={sample}
                  chosen={chosen?.source.kind === 'sample' && chosen.source.id === sample.id}
                  fits={sample.feature === feature}
                  stop={chosen?.source.kind === 'sample' ? chosen.source.id === sample.id : at === 0}
                  onChoose={onChoose}
                />
              ))}
            </div>
          )}
        </ReadGate>
      </Card>
    </>
  );
}

/** Those made for this feature first. */
const sorted = (samples: readonly Sample[], feature: FeatureId | null): readonly Sample[] =>
  samples.toSorted((a, b) => Number(b.feature === feature) - Number(a.feature === feature));

function SampleCard({
  sample,
  chosen,
  fits,
  stop,
  onChoose,
}: {
  readonly sample: Sample;
  readonly chosen: boolean;
  readonly fits: boolean;
  /** Where Tab stops in the group; the arrows do the rest. */
  readonly stop: boolean;
  readonly onChoose: (document: OpenDocument) => void;
}) {
  const all = useWords();
  const read = useRead('analysis.sampleBytes', { id: sample.id });
  const bytes = read.data ?? null;
  const name = all.images[sample.feature].name;
  return (
    <Radio.Card
      unstyled
      name="sample"
      checked={chosen}
      tabIndex={stop ? 0 : -1}
      aria-label={all.analyse.sample(name, sample.pages)}
      disabled={bytes === null}
      className={classes['sample'] ?? ''}
      onClick={() =>
        bytes &&
        onChoose({ source: { kind: 'sample', id: sample.id }, name: sample.fileName, bytes, type: 'application/pdf' })
      }
    >
      <Thumbnail bytes={bytes} type="application/pdf" />
      <span className={classes['sampleName']}>{name}</span>
      <span className={classes['sampleNote']}>{fits ? all.analyse.fits : all.analyse.pageCount(sample.pages)}</span>
    </Radio.Card>
  );
}

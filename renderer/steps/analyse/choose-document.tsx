import { Radio, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Sample } from '#shared/domain/analysis.ts';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { checkDocument, DOCUMENT_LIMIT_BYTES } from '#shared/rules/document.ts';
import { formatBytes, formatMemory } from '#shared/rules/format.ts';
import { useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ReadGate } from '../../ui/read-gate.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './choose-document.module.css';
import type { OpenDocument } from './open-document.ts';
import { Thumbnail } from './thumbnail.tsx';

interface ChooseDocumentProps {
  readonly feature: FeatureId;
  readonly chosen: OpenDocument | null;
  readonly onChoose: (document: OpenDocument) => void;
}

/** The operator's own document by drop or dialog, or one of the samples. */
export function ChooseDocument({ feature, chosen, onChoose }: ChooseDocumentProps) {
  const words = useWords().analyse;
  const samples = useRead('analysis.samples', undefined);
  const [refused, setRefused] = useState<Failure | null>(null);

  const take = async (file: File): Promise<void> => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const verdict = checkDocument(bytes);
    if (verdict.ok) {
      setRefused(null);
      onChoose({ source: { kind: 'bytes', name: file.name, bytes }, name: file.name, bytes, type: verdict.type });
      return;
    }
    const { name } = file;
    setRefused({
      code: `document.${verdict.reason}`,
      facts: { name, sizeBytes: bytes.length, limitBytes: DOCUMENT_LIMIT_BYTES },
      detail: null,
    } as Failure);
  };

  const own = chosen?.source.kind === 'bytes' ? chosen : null;
  return (
    <>
      {refused ? <FailurePanel failure={refused} /> : null}
      <Dropzone
        multiple={false}
        maxFiles={1}
        onDrop={([file]) => file && void take(file)}
        className={classes['drop'] ?? ''}
        inputProps={{ 'aria-label': words.own }}
        data-chosen={own !== null || undefined}
      >
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
          <div className={classes['invite']}>
            <IconFileUpload size={28} stroke={1.5} aria-hidden />
            <div>
              <Text fw={560}>{words.drop}</Text>
              <Text size="sm" c="dimmed">
                {words.dropHint(formatMemory(DOCUMENT_LIMIT_BYTES))}
              </Text>
            </div>
          </div>
        )}
      </Dropzone>
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
const sorted = (samples: readonly Sample[], feature: FeatureId): readonly Sample[] =>
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

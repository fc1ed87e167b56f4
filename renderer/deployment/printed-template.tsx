import { Button, Group } from '@mantine/core';
import type { ImageId } from '#shared/domain/catalogue.ts';
import { useAction, useRead } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { LogView } from '../ui/log-view.tsx';
import { ReadGate } from '../ui/read-gate.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './printed-template.module.css';

interface PrintedTemplateProps {
  readonly deploymentId: string;
  readonly image: ImageId;
  /** Of an earlier licence; else of the one in use. */
  readonly folder?: string;
}

/** The run template as the container printed it, where it is kept, and a way to take it along. */
export function PrintedTemplate({ deploymentId, image, folder }: PrintedTemplateProps) {
  const words = useWords().license;
  const template = useRead('license.template', { deploymentId, image, ...(folder === undefined ? {} : { folder }) });
  const save = useAction('app.saveText');
  return (
    <ReadGate read={template} heights={[160]}>
      {({ printed, path }) => (
        <>
          <LogView label={words.printed} text={printed ?? ''} empty={words.nothingPrinted} />
          {printed === null ? null : (
            <>
              <p className={classes['kept']}>
                {words.templateKept} <span className="mono">{path}</span>
              </p>
              <Group gap={8}>
                <Button
                  size="xs"
                  variant="default"
                  loading={save.isPending}
                  onClick={() =>
                    save.mutate({ title: words.saveTemplate, fileName: `${image}-template.txt`, text: printed })
                  }
                >
                  {words.saveTemplate}
                </Button>
                {save.data ? <span className={classes['kept']}>{words.templateSaved(save.data)}</span> : null}
              </Group>
              {save.error ? <FailurePanel failure={save.error.failure} /> : null}
            </>
          )}
        </>
      )}
    </ReadGate>
  );
}

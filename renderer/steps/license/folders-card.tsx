import { useForm } from '@mantine/form';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { DefinitionForm } from '../../deployment/definition-form.tsx';
import { useRead } from '../../door/reads.ts';
import { sayFailure } from '../../ui/failure-panel.tsx';
import { PathField } from '../../ui/fields.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './license-page.module.css';

interface FoldersCardProps {
  readonly deployment: Deployment;
  readonly disabled: boolean;
  /** Told whether something was typed that is not saved yet. */
  readonly onEditing: (editing: boolean) => void;
}

/** One licence folder per container, checked as it is typed. */
export function FoldersCard({ deployment, disabled, onEditing }: FoldersCardProps) {
  const all = useWords();
  const words = all.license;
  const form = useForm<Partial<Record<ImageId, string>>>({ initialValues: {} });
  const next: Deployment = {
    ...deployment,
    parts: deployment.parts.map((part) => ({ ...part, licenceFolder: form.values[part.image] ?? part.licenceFolder })),
  };
  const changed = next.parts.some((part, at) => part.licenceFolder !== deployment.parts[at]?.licenceFolder);
  return (
    <Card title={words.folders}>
      <DefinitionForm
        next={next}
        changed={changed}
        disabled={disabled}
        labels={{ save: words.saveFolders, discard: words.discard }}
        className={classes['form'] ?? ''}
        onReset={() => form.setValues({})}
        onEditing={onEditing}
      >
        {next.parts.map(({ image, licenceFolder }) => (
          <LicenceFolder
            key={image}
            label={words.folderOf(all.images[image].name)}
            path={licenceFolder}
            disabled={disabled}
            onChange={(path) => form.setFieldValue(image, path)}
          />
        ))}
      </DefinitionForm>
    </Card>
  );
}

function LicenceFolder({
  label,
  path,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly path: string;
  readonly disabled: boolean;
  readonly onChange: (path: string) => void;
}) {
  const all = useWords();
  const words = all.license;
  const checked = useRead('license.checkFolder', { path }, { enabled: path !== '' });
  const wrong = checked.error
    ? sayFailure(all, checked.error.failure).said
    : checked.data?.given && !checked.data.writable
      ? words.folderNotWritable
      : null;
  const note = !checked.data
    ? ' '
    : !checked.data.given
      ? words.folderAsked
      : checked.data.willBeMade
        ? words.folderWillBeMade
        : checked.data.exists
          ? words.folderThere
          : ' ';
  return (
    <PathField label={label} description={note} value={path} onChange={onChange} error={wrong} disabled={disabled} />
  );
}

import { useForm } from '@mantine/form';
import { z } from 'zod';
import { catalogue, ImageId } from '#shared/domain/catalogue.ts';
import type { CredentialStatus } from '#shared/domain/credential-status.ts';
import type { RenewalPart } from '#shared/domain/renewal.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { useRead, useStart } from '../../door/reads.ts';

/** What is missing for a download. */
const Why = z.enum(['choose', 'credentials', 'accept']);

/** What is to be downloaded, and what it still needs. */
export interface FetchForm {
  readonly way: 'download' | 'folder';
  readonly setWay: (way: 'download' | 'folder') => void;
  readonly chosen: readonly ImageId[];
  readonly choose: (images: readonly string[]) => void;
  readonly accepted: boolean;
  readonly setAccepted: (accepted: boolean) => void;
  /** Whether endpoint and key of everything chosen are kept; null while that is not known. */
  readonly stored: boolean | null;
  /** What is missing for a start. */
  readonly why: z.infer<typeof Why> | null;
  readonly pending: boolean;
  readonly refused: Failure | null;
  readonly start: () => void;
}

interface Typed {
  readonly way: 'download' | 'folder';
  /** Those that are not to be downloaded; the parts that are left may change meanwhile. */
  readonly unchosen: readonly ImageId[];
  readonly accepted: boolean;
}

const isStored = (image: ImageId, credentials: readonly CredentialStatus[]): boolean =>
  credentials.some(({ resource, kept }) => resource === catalogue[image].resource && kept !== null);

/** Makes the download of what is left from what is chosen; the first thing that is missing is its trouble. */
const fetchSchema = (open: readonly ImageId[], credentials: readonly CredentialStatus[]) =>
  z
    .object({ unchosen: z.array(ImageId), accepted: z.boolean() })
    .transform(({ unchosen, accepted }) => ({
      images: open.filter((image) => !unchosen.includes(image)),
      eulaAccepted: accepted,
    }))
    .superRefine(({ images, eulaAccepted }, { addIssue }) => {
      const miss = (why: z.infer<typeof Why>): void => addIssue({ code: 'custom', message: why });
      if (images.length === 0) miss('choose');
      else if (!images.every((image) => isStored(image, credentials))) miss('credentials');
      else if (!eulaAccepted) miss('accept');
    });

/** The form of the first step; its button stands at the foot of the page, where the button of every step stands. */
export function useFetchForm(deploymentId: string, parts: readonly RenewalPart[]): FetchForm {
  const fetch = useStart('renewal.fetch');
  const credentials = useRead('credentials.status', undefined).data;
  const { values, setFieldValue } = useForm<Typed>({
    initialValues: { way: 'download', unchosen: [], accepted: false },
  });
  const open = parts.filter(({ fresh }) => fresh === null).map(({ image }) => image);
  const chosen = open.filter((image) => !values.unchosen.includes(image));
  const wish = fetchSchema(open, credentials ?? []).safeParse(values);
  return {
    way: values.way,
    setWay: (way) => setFieldValue('way', way),
    chosen,
    choose: (images) =>
      setFieldValue(
        'unchosen',
        open.filter((image) => !images.includes(image)),
      ),
    accepted: values.accepted,
    setAccepted: (accepted) => setFieldValue('accepted', accepted),
    stored: credentials ? chosen.every((image) => isStored(image, credentials)) : null,
    why: wish.success ? null : Why.parse(wish.error.issues[0]?.message),
    pending: fetch.isPending,
    refused: fetch.error?.failure ?? null,
    start: () => {
      if (wish.success) fetch.mutate({ deploymentId, ...wish.data });
    },
  };
}

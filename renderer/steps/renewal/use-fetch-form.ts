import { useState } from 'react';
import { catalogue, type ImageId } from '#shared/domain/catalogue.ts';
import type { RenewalPart } from '#shared/domain/renewal.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { useRead, useStart } from '../../door/reads.ts';

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
  readonly why: 'choose' | 'credentials' | 'accept' | null;
  readonly pending: boolean;
  readonly refused: Failure | null;
  readonly start: () => void;
}

/** The form of the first step; its button stands at the foot of the page, where the button of every step stands. */
export function useFetchForm(deploymentId: string, parts: readonly RenewalPart[]): FetchForm {
  const fetch = useStart('renewal.fetch');
  const credentials = useRead('credentials.status', undefined).data;
  const [way, setWay] = useState<'download' | 'folder'>('download');
  const [unchosen, setUnchosen] = useState<readonly ImageId[]>([]);
  const [accepted, setAccepted] = useState(false);
  const open = parts.filter(({ fresh }) => fresh === null).map(({ image }) => image);
  const chosen = open.filter((image) => !unchosen.includes(image));
  const stored = credentials
    ? chosen.every((image) =>
        credentials.some(({ resource, kept }) => resource === catalogue[image].resource && kept !== null),
      )
    : null;
  return {
    way,
    setWay,
    chosen,
    choose: (images) => setUnchosen(open.filter((image) => !images.includes(image))),
    accepted,
    setAccepted,
    stored,
    why: chosen.length === 0 ? 'choose' : stored !== true ? 'credentials' : accepted ? null : 'accept',
    pending: fetch.isPending,
    refused: fetch.error?.failure ?? null,
    start: () => fetch.mutate({ deploymentId, images: [...chosen], eulaAccepted: accepted }),
  };
}

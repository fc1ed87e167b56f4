import type { Page } from '@playwright/test';
import type { Wizard } from '../pages/wizard.ts';
import type { Album } from './album.ts';

/** What a chapter of the tour works with. */
export interface Tour extends Pick<Album, 'step' | 'picture'> {
  readonly page: Page;
  readonly wizard: Wizard;
  /** On the rehearsal engine rather than on Docker. */
  readonly rehearsal: boolean;
  /** A folder of this tour's own, for documents and files. */
  readonly folder: string;
}

import type { DocumentType } from '#shared/domain/analysis.ts';
import type { FeatureId } from '#shared/domain/catalogue.ts';
import type { Doubt } from './model/field-lines.ts';
import type { ResultView } from './model/view.ts';
import type { OpenResult } from './open/open-result.ts';
import type { Pages } from './pages/use-pages.ts';

/** The document that an answer is about, to draw it. */
export interface ShownDocument {
  readonly name: string;
  readonly type: DocumentType;
  readonly bytes: Uint8Array;
}

/** Which feature read it, by which image, and when; for the report. */
export interface AboutAnalysis {
  readonly feature: FeatureId | null;
  readonly image: string | null;
  /** ISO 8601, UTC. */
  readonly readAt: string | null;
}

export interface ResultPanelProps {
  readonly result: OpenResult;
  /** The document's name, for files that are saved. */
  readonly name: string;
  /** The answer as it came. */
  readonly answer: Uint8Array;
  readonly document: ShownDocument | null;
  readonly pages: Pages;
  /** Index of the page that is shown. */
  readonly page: number;
  readonly about: AboutAnalysis | null;
}

/** What the tabs of lists are given. */
export interface TabProps {
  readonly view: ResultView;
  readonly doubt: Doubt;
  readonly onDoubt: (doubt: Doubt) => void;
  readonly onSaveTable: (index: number) => void;
}

import type { Paper, Row } from '#shared/pdf/paper.ts';
import { count, day, instant } from '#shared/pdf/tell.ts';
import { formatDuration } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import type { EvidenceFacts } from './facts.ts';
import { nameOfContainer, short } from './tell.ts';

type Section = (paper: Paper, facts: EvidenceFacts, words: Words) => void;

/** Each container's licence as it was when the report was made. */
export const licencesSection: Section = (paper, { deployments }, words) => {
  const told = words.evidence.licences;
  const name = nameOfContainer(deployments, words);
  const rows = deployments.flatMap(({ deployment, parts }) =>
    parts.map(({ image, licence }): Row => {
      const { endsAt, endsSource, files, madeFor } = licence;
      const ends =
        endsAt === null ? told.unknown : `${instant(endsAt)} UTC${endsSource ? `, ${told.sources[endsSource]}` : ''}`;
      const listed = files.map((file) => told.file(file.name, count(file.sizeBytes), day(file.modifiedAt)));
      const about = [...listed, ...(madeFor === null ? [] : [told.madeFor(madeFor)])];
      return {
        cells: [name(deployment.id, image), told.states[licence.state], ends, about.join('\n') || told.noFiles],
      };
    }),
  );
  paper.heading(told.title);
  paper.table(
    [
      { title: told.columns.container, share: 0.2 },
      { title: told.columns.state, share: 0.12 },
      { title: told.columns.ends, share: 0.26 },
      { title: told.columns.files, share: 0.42 },
    ],
    rows,
  );
};

/** Which images counted, by digest. */
export const imagesSection: Section = (paper, { deployments }, words) => {
  const told = words.evidence.images;
  const name = nameOfContainer(deployments, words);
  const rows = deployments.flatMap(({ deployment, parts }) =>
    parts.map(({ image, reference, onHost }): Row => {
      const digest = onHost === null ? told.notOnHost : (onHost.digest ?? told.id(onHost.id));
      return { cells: [name(deployment.id, image), reference, digest] };
    }),
  );
  paper.heading(told.title);
  paper.table(
    [
      { title: told.columns.container, share: 0.2 },
      { title: told.columns.reference, share: 0.4 },
      { title: told.columns.digest, share: 0.4 },
    ],
    rows,
  );
};

/** What Drydock says that it sent, beside what the meters say. */
export const ledgerSection: Section = (paper, { deployments }, words) => {
  const told = words.evidence.ledger;
  const name = nameOfContainer(deployments, words);
  const rows = deployments.flatMap(({ deployment, book }) =>
    book.ledger.flatMap((sum): Row[] => {
      const container = name(deployment.id, sum.image);
      const { compared } = sum;
      if (compared === null) {
        const pages = told.pages(count(sum.documents), count(sum.pages), sum.uncertain);
        return [{ cells: [container, told.notCompared, pages, '', '', ''] }];
      }
      const pages = told.pages(count(compared.documents), count(compared.pages), compared.uncertain);
      const time = told.between(instant(compared.from), instant(compared.to));
      return compared.meters.map(({ meter, counted, difference }) => ({
        cells: [
          container,
          time,
          pages,
          short(meter),
          count(counted),
          `${difference > 0n ? '+' : ''}${count(difference)}`,
        ],
      }));
    }),
  );
  paper.heading(told.title);
  paper.paragraph(told.text, 'quiet');
  if (rows.length === 0) return paper.paragraph(told.none);
  paper.table(
    [
      { title: told.columns.container, share: 0.15 },
      { title: told.columns.time, share: 0.2 },
      { title: told.columns.pages, share: 0.19 },
      { title: told.columns.meter, share: 0.22 },
      { title: told.columns.counted, share: 0.12, align: 'right' },
      { title: told.columns.difference, share: 0.12, align: 'right' },
    ],
    rows,
  );
};

/** All that was noticed and is not plain counting, within the period. */
export const irregularSection: Section = (paper, { period, deployments, jumps }, words) => {
  const told = words.evidence.irregular;
  const name = nameOfContainer(deployments, words);
  const within = (from: string, to: string): boolean =>
    from.slice(0, 10) <= period.to && to.slice(0, 10) >= period.from;
  const found = deployments.flatMap(({ deployment: { id }, book }) => [
    ...book.drops
      .filter(({ at }) => within(at, at))
      .map(({ at, image, meter, before, after, why }) => {
        return {
          at,
          who: name(id, image),
          what: `${told.drop(short(meter), count(before), count(after))} ${told.why[why]}`,
        };
      }),
    ...book.gaps
      .filter(({ from, to }) => within(from, to ?? '9999'))
      .map(({ image, from, to }) => {
        return { at: from, who: name(id, image), what: told.gap(to === null ? told.still : `${instant(to)} UTC`) };
      }),
    ...book.monthsApart
      .filter(({ month }) => month >= period.from.slice(0, 7) && month <= period.to.slice(0, 7))
      .map(({ image, meter, month, reported, counted }) => {
        return {
          at: month,
          who: name(id, image),
          what: told.apart(short(meter), month, count(reported), count(counted)),
        };
      }),
  ]);
  const clock = jumps
    .filter(({ at }) => within(at, at))
    .map(({ at, seconds }) => {
      const time = formatDuration(Math.abs(seconds) * 1000);
      return { at, who: told.host, what: told.jump(seconds < 0 ? told.back(time) : told.forward(time)) };
    });
  const all = [...found, ...clock].toSorted((a, b) => a.at.localeCompare(b.at));
  paper.heading(told.title);
  if (all.length === 0) return paper.paragraph(told.none);
  paper.table(
    [
      { title: told.columns.when, share: 0.2 },
      { title: told.columns.container, share: 0.2 },
      { title: told.columns.what, share: 0.6 },
    ],
    all.map(({ at, who, what }) => ({ cells: [instant(at), who, what] })),
  );
};

/** How it was made, how to check it, and what it does not prove; on a page of its own. */
export const auditorSection: Section = (paper, { attached }, words) => {
  const { title, sections } = words.evidence.auditor;
  paper.newPage();
  paper.heading(title);
  for (const section of sections) {
    paper.sub(section.title);
    for (const text of section.text) paper.paragraph(text);
    if ('command' in section) {
      paper.command(section.command(attached.name));
      for (const text of section.after) paper.paragraph(text);
    }
  }
};

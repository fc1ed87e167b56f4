import { type ReactNode, useRef } from 'react';
import { useRoute } from 'wouter';
import { AlertBanner } from './alert-banner.tsx';
import { CopyOffer } from './copy-offer.tsx';
import { FoundOffer } from './found-offer.tsx';
import classes from './frame.module.css';
import { Guide } from './guide.tsx';
import { InterruptedJobs } from './interrupted-jobs.tsx';
import { Notices } from './notices.tsx';
import { Rail } from './rail.tsx';
import { RehearsalBanner } from './rehearsal-banner.tsx';
import { StepBar } from './step-bar.tsx';
import { Strip } from './strip.tsx';
import { useScrollPlace } from './use-scroll-place.ts';

/** The window's frame: rail at the left, strip on top, the steps of the open deployment, the page. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const [, params] = useRoute<{ id: string; step?: string }>('/d/:id/:step?/*?');
  // A folder is a way to analyse and a renewal one to a licence: not steps of their own.
  const own = params?.step ?? null;
  const step = own === 'batch' ? 'analyse' : own === 'renewal' ? 'license' : own;
  const page = useRef<HTMLElement>(null);
  useScrollPlace(page);
  return (
    <div className={classes['frame']}>
      <Rail openId={params?.id ?? null} />
      <Strip />
      <main className={classes['page']} ref={page}>
        <RehearsalBanner />
        <AlertBanner />
        {params?.id ? <StepBar deploymentId={params.id} step={step} /> : null}
        {params?.id ? <Guide deploymentId={params.id} step={own === 'renewal' ? own : step} /> : null}
        <Notices />
        <CopyOffer />
        <FoundOffer />
        <InterruptedJobs />
        {children}
      </main>
    </div>
  );
}

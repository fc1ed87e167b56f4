import { Button, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import type { EngineCandidate } from '#shared/domain/engine.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Dot, type Tone } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './host-page.module.css';

const TONES: Readonly<Record<EngineCandidate['outcome'], Tone>> = {
  taken: 'good',
  'also-answers': 'good',
  'no-socket': 'quiet',
  'permission-denied': 'bad',
  'not-running': 'warn',
  'no-answer': 'warn',
  'not-an-engine': 'warn',
  'bad-host': 'bad',
  'not-confirmed': 'warn',
};

const TypedHost = z.object({ host: z.string().trim().min(1) });

/** Where an engine was looked for, how that went, and a field for an address of one's own. */
export function EnginePlaces({ candidates }: { readonly candidates: readonly EngineCandidate[] }) {
  const words = useWords().host;
  const use = useAction('engine.use');
  const form = useForm({ initialValues: { host: '' }, validate: schemaResolver(TypedHost, { sync: true }) });
  return (
    <div className={classes['places']}>
      <table className={classes['placeTable']}>
        <thead>
          <tr>
            <th scope="col">{words.place}</th>
            <th scope="col">{words.address}</th>
            <th scope="col">{words.result}</th>
          </tr>
        </thead>
        <tbody>
          {candidates.map(({ source, host, outcome }) => (
            <tr key={`${source} ${host}`}>
              <td>{words.sources[source]}</td>
              <td className="mono">{host}</td>
              <td>
                <Dot tone={TONES[outcome]} /> {words.outcomes[outcome]}
                {outcome === 'not-confirmed' ? (
                  <Button
                    ml={8}
                    size="compact-xs"
                    variant="default"
                    disabled={use.isPending}
                    onClick={() => use.mutate({ host })}
                  >
                    {words.confirm}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form className={classes['own']} onSubmit={form.onSubmit(({ host }) => use.mutate({ host: host.trim() }))}>
        <TextInput
          label={words.own}
          description={words.ownHint}
          placeholder="unix:///var/run/docker.sock"
          {...form.getInputProps('host')}
        />
        <Button type="submit" variant="default" disabled={!form.isValid()} loading={use.isPending}>
          {words.useIt}
        </Button>
        <Button variant="subtle" color="gray" disabled={use.isPending} onClick={() => use.mutate({ host: null })}>
          {words.searchAgain}
        </Button>
      </form>
      {use.error ? <FailurePanel failure={use.error.failure} /> : null}
    </div>
  );
}

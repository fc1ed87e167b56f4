// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lazyPage } from './lazy-page.tsx';

const Greeting = ({ name }: { readonly name: string }) => <p>Good morning, {name}</p>;
afterEach(cleanup);

describe('a lazy page', () => {
  it('is drawn at once when it was loaded ahead', async () => {
    const load = vi.fn(async () => Greeting);
    const Page = lazyPage(load);
    Page.loadAhead();
    await vi.waitFor(() => expect(load).toHaveResolved());
    render(
      <Suspense fallback="loading">
        <Page name="Ada" />
      </Suspense>,
    );
    expect(screen.getByText('Good morning, Ada')).toBeTruthy();
  });

  it('is loaded when it is shown, if it was not before', async () => {
    const Page = lazyPage(async () => Greeting);
    render(
      <Suspense fallback="loading">
        <Page name="Ada" />
      </Suspense>,
    );
    expect(screen.getByText('loading')).toBeTruthy();
    expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
  });

  it('is tried again when it could not be loaded ahead', async () => {
    const load = vi.fn(async () => Greeting).mockRejectedValueOnce(new Error('not there'));
    const Page = lazyPage(load);
    Page.loadAhead();
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
    render(
      <Suspense fallback="loading">
        <Page name="Ada" />
      </Suspense>,
    );
    expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
  });
});

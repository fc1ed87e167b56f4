// @vitest-environment happy-dom
import { act, render } from '@testing-library/react';
import { useRef } from 'react';
import { expect, it } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { useScrollPlace } from './use-scroll-place.ts';

/** What a browser does and a made document does not: no page is scrolled further than it is long. */
let room = 0;
function withRoom(box: HTMLElement | null): void {
  if (!box) return;
  let top = 0;
  Object.defineProperty(box, 'scrollTop', {
    configurable: true,
    get: () => Math.min(top, room),
    set: (to: number) => {
      top = Math.min(to, room);
      box.dispatchEvent(new Event('scroll'));
    },
  });
}

function Frame() {
  const box = useRef<HTMLElement | null>(null);
  const take = useRef((element: HTMLElement | null): void => {
    if (element && box.current !== element) withRoom(element);
    box.current = element;
  });
  useScrollPlace(box);
  return <main ref={take.current} />;
}

/** A page that was left at 300, gone back to while it has nothing to scroll yet. */
async function goneBack(): Promise<HTMLElement> {
  room = 1000;
  const { hook, navigate } = memoryLocation({ path: '/a' });
  const { container } = render(
    <Router hook={hook}>
      <Frame />
    </Router>,
  );
  const main = container.querySelector('main');
  if (!main) throw new Error('no page');
  main.scrollTop = 300;
  act(() => navigate('/b'));
  expect(main.scrollTop).toBe(0);
  room = 0;
  act(() => {
    window.dispatchEvent(new PopStateEvent('popstate'));
    navigate('/a');
  });
  expect(main.scrollTop).toBe(0);
  return main;
}
/** Content comes. */
async function grow(main: HTMLElement): Promise<void> {
  room = 1000;
  main.append(document.createElement('p'));
  await new Promise((resolve) => setTimeout(resolve));
}

it('a page that is gone back to opens where it was left once its content is there', async () => {
  const main = await goneBack();
  await grow(main);
  expect(main.scrollTop).toBe(300);
});

it('a page that the operator moves meanwhile stays where it is', async () => {
  const main = await goneBack();
  main.dispatchEvent(new Event('wheel'));
  await grow(main);
  expect(main.scrollTop).toBe(0);
});

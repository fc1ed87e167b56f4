// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../testing/fake-door.tsx';
import { AskFirst } from './ask-first.tsx';

function Page({ onYes }: { readonly onYes: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        Take away
      </button>
      <AskFirst
        opened={asking}
        title="Take it away?"
        text="It is gone then."
        yes="Take it away"
        onClose={() => setAsking(false)}
        onYes={onYes}
      />
    </>
  );
}

it('the focus goes back to what opened a dialog, whichever way it is closed; only the one button says yes', async () => {
  openFakeDoor({});
  let taken = 0;
  const take = (): void => {
    taken += 1;
  };
  await draw(<Page onYes={take} />);
  const opener = screen.getByRole('button', { name: 'Take away' });
  for (const way of ['Close', 'Cancel', 'Take it away']) {
    opener.focus();
    fireEvent.click(opener);
    const dialog = await screen.findByRole('dialog', { name: 'Take it away?' });
    const button = [...dialog.querySelectorAll('button')].find(
      (one) => (one.ariaLabel ?? one.getAttribute('aria-label') ?? one.textContent) === way,
    );
    button?.focus();
    expect(document.activeElement).toBe(button);
    fireEvent.click(button as HTMLElement);
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
  }
  expect(taken).toBe(1);
});

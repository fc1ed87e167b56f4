import { type ComponentType, lazy, useState } from 'react';

/**
 * A page whose code is loaded when it is shown first, or before that with `loadAhead`. Loaded ahead it is drawn at once:
 * React's own `lazy` would suspend all the same, and what was suspended is shown 300 ms later at the earliest.
 */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | null = null;
  const loading = async (): Promise<ComponentType<P>> => {
    loaded ??= await load();
    return loaded;
  };
  const Lazy = lazy(async () => ({ default: await loading() }));
  // biome-ignore lint/correctness/noComponentHookFactories: a page is made once, when its module is loaded
  function Page(props: P) {
    // Kept as it began: another type in the midst of it would begin the page anew.
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? (Lazy as ComponentType<P>));
    return <Shown {...props} />;
  }
  return Object.assign(Page, {
    /** Loads the code. What goes wrong is told when the page is opened, which tries again. */
    loadAhead: (): void => void loading().catch(() => undefined),
  });
}

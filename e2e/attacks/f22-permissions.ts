import { type Attack, brokenBy } from './attack.ts';

/** A page asks what it may do. */
export const permissions: Attack = {
  id: 'F22',
  what: 'a page is told that camera, microphone and place are granted',
  quick: true,
  async play(field) {
    const app = await field.start();
    const granted = await app.page.evaluate(async () => {
      const names = [
        'camera',
        'microphone',
        'geolocation',
        'notifications',
        'clipboard-read',
        'midi',
        'screen-wake-lock',
      ];
      const found: string[] = [];
      for (const name of names) {
        const state = await navigator.permissions
          .query({ name: name as PermissionName })
          .then((status) => status.state as string)
          .catch(() => 'unknown');
        if (state === 'granted') found.push(`${name} is granted`);
      }
      return found;
    });
    const policies = await app.page.evaluate(async () => {
      const files = [location.href, ...Array.from(document.scripts, ({ src }) => src)].filter(Boolean);
      const without: string[] = [];
      for (const file of files) {
        // A file that the page may not fetch tells nothing of its headers.
        const answer = await fetch(file).catch(() => null);
        if (answer && !answer.headers.get('content-security-policy'))
          without.push(`${new URL(file).pathname} has no policy`);
      }
      return without;
    });
    return brokenBy([...granted, ...policies], 'nothing is granted, every file has the policy');
  },
};

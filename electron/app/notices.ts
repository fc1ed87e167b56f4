import { Notification } from 'electron';

/** Kept until they are over: a notification that is collected as garbage no longer hears the press. */
const shown = new Set<Notification>();

/** Shows a message on the desktop, where the system can; `pressed` is called when the operator presses it. */
export function showNotice(
  { title, body }: { readonly title: string; readonly body: string },
  pressed: () => void,
): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  shown.add(notification);
  notification.on('click', pressed);
  notification.on('close', () => shown.delete(notification));
  notification.show();
}

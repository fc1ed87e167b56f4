/**
 * Switches of Chromium that give the page, and with it every call, to another program, or write what passes into a file. A
 * shortcut or another account's script could set them; nobody needs them to work with Drydock.
 */
const REFUSED: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'log-net-log',
  'net-log-capture-mode',
  'enable-logging',
  'ssl-key-log-file',
  'load-extension',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'unsafely-disable-devtools-self-xss-warnings',
  'auto-open-devtools-for-tabs',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'trace-startup',
  'js-flags',
];

/** Those of the refused switches that are among a program's arguments, by name. */
export function refusedSwitches(args: readonly string[]): readonly string[] {
  // Chromium takes one dash as well as two, and on Windows a slash and any case.
  const given = args.flatMap((one) => /^(?:--?|\/)([a-z-]+)(?:=|$)/i.exec(one)?.[1]?.toLowerCase() ?? []);
  return REFUSED.filter((name) => given.includes(name));
}

/** Under this name Drydock once kept the run template beside the licence; it is not a licence. */
export const TEMPLATE_FILE = 'drydock-template.txt';

/** Whether a name in a licence folder is one that Drydock itself uses, so that no image may. */
export const isOwnName = (name: string): boolean =>
  name.toLowerCase() === TEMPLATE_FILE || name.toLowerCase().startsWith('.drydock');

/** The colours that all reports have in common. */
export const INK = '#1d2733';
export const MUTED = '#54637a';
export const RULE = '#dde4ec';
/** What has to be looked at with care. */
export const DOUBT = '#7a5100';

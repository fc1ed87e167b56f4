/** The gate's image. It is named by the SHA-256 of its program: another program is another image. */
export const GATE_REFERENCE = 'localhost/drydock-gate:e7f3eceff556';

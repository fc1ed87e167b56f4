/** Containers get this long to write their usage records before they are killed. */
export const STOP_GRACE_SECONDS = 30;

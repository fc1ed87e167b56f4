export type Level = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

const order: readonly Level[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];
const prefixes: Readonly<Record<Level, string>> = {
  trace: 'trce',
  debug: 'dbug',
  information: 'info',
  warning: 'warn',
  error: 'fail',
  critical: 'crit',
  none: '',
};

export interface LogEntry {
  readonly at: string;
  readonly level: Level;
  readonly category: string | null;
  readonly message: string;
}

export interface Log {
  /** A line as it is, without level or category: the start banner and the words before an exit. */
  plain(line: string): void;
  info(category: string, message: string): void;
  warn(category: string, message: string): void;
  fail(category: string, message: string): void;
}

/** A level as the framework spells it, in any case; `information` where nothing or nothing known is given. */
export function levelNamed(name: string | null): Level {
  return order.find((level) => level === name?.toLowerCase()) ?? 'information';
}

/**
 * The log in the framework's shape: level and category on one line, the message below, indented by six spaces
 * (vendor contract 5). `hide` is never printed.
 */
export function createLog(wanted: {
  readonly write: (text: string) => void;
  readonly level: Level;
  readonly hide: readonly string[];
  readonly now: () => Date;
  readonly alsoTo?: (entry: LogEntry) => void;
}): Log {
  const clean = (text: string): string =>
    wanted.hide.reduce((left, secret) => left.replaceAll(secret, '[redacted]'), text);
  const emit = (level: Level, category: string | null, message: string): void => {
    const text = clean(message);
    wanted.alsoTo?.({ at: wanted.now().toISOString(), level, category, message: text });
    if (category === null) {
      wanted.write(`${text}\n`);
    } else if (order.indexOf(level) >= order.indexOf(wanted.level)) {
      wanted.write(`${prefixes[level]}: ${category}[0]\n      ${text.replaceAll('\n', '\n      ')}\n`);
    }
  };
  return {
    plain: (line) => emit('information', null, line),
    info: (category, message) => emit('information', category, message),
    warn: (category, message) => emit('warning', category, message),
    fail: (category, message) => emit('error', category, message),
  };
}

/** Where words for developers go; the console is one. */
export interface Log {
  warn(words: string, error: unknown): void;
  error(words: string, error: unknown): void;
}

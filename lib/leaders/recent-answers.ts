import type { Clock } from "../model/request.ts";

/**
 * Remembers what `load` answered for `ms`. Those who ask while it is being loaded share that one request; a
 * failure is told to all of them and not remembered.
 */
export function createRecentAnswers<K, V>(
  clock: Clock,
  ms: number,
  load: (key: K) => Promise<V>,
): (key: K) => Promise<V> {
  const answers = new Map<K, { at: number; answer: Promise<V> }>();

  async function loadOnce(key: K): Promise<V> {
    try {
      return await load(key);
    } catch (error) {
      answers.delete(key);
      throw error;
    }
  }

  return (key) => {
    const now = clock.now();
    for (const [old, { at }] of answers) if (Math.abs(now - at) >= ms) answers.delete(old);
    const known = answers.get(key);
    if (known) return known.answer;
    const answer = loadOnce(key);
    answers.set(key, { at: now, answer });
    return answer;
  };
}

/** Breaks a payload's schema: the first decimal text in it becomes a word; without one, the form itself goes. */
export function corrupt(payload: unknown): unknown {
  const broken = breakFirst(payload);
  return broken.done ? broken.value : { corrupted: true };
}

interface Broken {
  readonly value: unknown;
  readonly done: boolean;
}

function breakFirst(value: unknown): Broken {
  if (typeof value === "string") {
    return /^-?\d+(\.\d+)?$/.test(value) ? { value: "corrupted", done: true } : { value, done: false };
  }
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    let done = false;
    for (const item of value) {
      const next: Broken = done ? { value: item, done } : breakFirst(item);
      items.push(next.value);
      done = next.done;
    }
    return { value: items, done };
  }
  if (typeof value === "object" && value !== null) {
    const entries: [string, unknown][] = [];
    let done = false;
    for (const [key, item] of Object.entries(value)) {
      const next: Broken = done ? { value: item, done } : breakFirst(item);
      entries.push([key, next.value]);
      done = next.done;
    }
    return { value: Object.fromEntries(entries), done };
  }
  return { value, done: false };
}

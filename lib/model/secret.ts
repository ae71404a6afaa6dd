/**
 * Text that must not be seen: whatever prints, logs, joins or serialises it gets "[secret]". `reveal` is the one way to
 * the text, and only the vault and a venue's signer call it.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  get [Symbol.toStringTag](): string {
    return HIDDEN;
  }
}

const HIDDEN = "[secret]";

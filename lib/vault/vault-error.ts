/** What was wrong with the vault, or with what was asked of it. */
export type VaultProblem =
  /** Nothing is damaged, and the passphrase opens nothing. */
  | "wrong-passphrase"
  /** A row is not as it was written: its checksum does not hold, or it is gone. Nothing of it was used. */
  | "damaged"
  /**
   * A row's checksum holds and its content does not: a parameter was changed or is out of its bounds, rows were
   * swapped, or an old one was put back. Something wrote it that was not us.
   */
  | "changed"
  | "locked"
  | "missing"
  | "exists"
  /** The browser could not read or write its storage; the message has its words. */
  | "unavailable";

/** The message is for the user and has nothing of a secret, a passphrase or a key in it. */
export class VaultError extends Error {
  override readonly name = "VaultError";
  readonly problem: VaultProblem;

  constructor(problem: VaultProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** Name of the Web Lock that the one running engine of this profile holds. */
const ENGINE = "pilotfish-engine";

let heldHere = false;

/**
 * Waits until no other context of this profile runs the engine, and holds that until this context ends (the
 * browser then gives the lock back by itself). `onWait` is called when somebody else holds it.
 */
export async function holdEngineLock(locks: LockManager, onWait: () => void): Promise<void> {
  if (heldHere) return;
  await new Promise<void>((resolve, reject) => {
    const forLife = (): Promise<never> => {
      heldHere = true;
      resolve();
      return new Promise<never>(() => undefined);
    };
    const taken = locks.request(ENGINE, { ifAvailable: true }, (lock) => {
      if (lock !== null) return forLife();
      onWait();
      return null;
    });
    taken.then((free) => (free === null ? locks.request(ENGINE, forLife) : undefined)).catch(reject);
  });
}

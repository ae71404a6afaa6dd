import type { Address } from "../model/identity.ts";
import type { PageMessage } from "./protocol.ts";

/**
 * Asks the background for the card's script. Types only are taken from protocol.ts: its schemas would bring
 * zod onto every page. False when it was refused, or nobody answered.
 */
export async function showCard(
  send: (message: PageMessage) => Promise<unknown>,
  address: Address,
): Promise<boolean> {
  try {
    const reply = await send({ type: "show-card", address });
    return typeof reply === "object" && reply !== null && "ok" in reply && reply.ok === true;
  } catch (error) {
    // The worker is starting, or the extension was reloaded: the loader asks again, or has been stopped.
    console.info("Pilotfish: the card could not be asked for.", error);
    return false;
  }
}

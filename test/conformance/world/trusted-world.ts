import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { startWorld, type World, type WorldOptions } from "../../world/world.ts";

/** A world whose certificate this process trusts, so that clients check it as they always do. */
export async function startTrustedWorld(options: WorldOptions): Promise<World> {
  const world = await startWorld(options);
  setDefaultCACertificates([...new Set([...getCACertificates("default"), world.certificate])]);
  return world;
}

/** `POST /info`, parsed. */
export async function askInfo(world: World, request: unknown): Promise<unknown> {
  const response = await fetch(`https://127.0.0.1:${world.port}/info`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

import type { VenueName } from "../../model/identity.ts";
import type { AskInfo } from "../../model/request.ts";
import { createHyperliquidKeyAudit } from "./hyperliquid-key-audit.ts";
import type { KeyAudit } from "./key-audit.ts";

export interface KeyAuditPorts {
  /** Hyperliquid's `/info`. */
  readonly ask: AskInfo;
}

/** How keys are audited, by venue. A new exchange is one line here. */
export function createKeyAudits(
  ports: KeyAuditPorts,
): Readonly<Record<Exclude<VenueName, "paper">, KeyAudit>> {
  return { hyperliquid: createHyperliquidKeyAudit(ports) };
}

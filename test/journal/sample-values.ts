import { LeaderId } from "../../lib/model/identity.ts";

/** 2026-11-22 12:00:00 UTC. */
export const T0 = 1_795_348_800_000;

export const leaderId = (digit: string): LeaderId => LeaderId.parse(`hyperliquid:0x${digit.repeat(40)}`);

import { z } from "zod";
import type { AccountId, InstrumentId } from "../../model/identity.ts";
import { type LeverageDesk, type LeverageReport, LeverageSetting } from "../../model/leverage-setting.ts";
import { parseAnswer } from "../../model/parse-answer.ts";
import { settingLeverage } from "./actions.ts";
import { NOT_LISTED, findAsset } from "./find-asset.ts";
import type { HandOver } from "./hand-over.ts";
import type { HyperliquidPorts, VenueMarket } from "./ports.ts";
import { refusalReasonOf } from "./refusal-reason-of.ts";

/** What is set for an account and coin, also where nothing is held (docs, "Retrieve user's active asset data"). */
const ActiveAssetData = z.looseObject({
  coin: z.string(),
  leverage: z.looseObject({ type: z.enum(["cross", "isolated"]), value: LeverageSetting.shape.times }),
});
/** Docs, "Rate limits and user limits": every question that is not named there costs as much. */
const WEIGHT = 20;

interface LeverageDeskPorts extends Pick<HyperliquidPorts, "ask" | "clock" | "owner"> {
  readonly market: VenueMarket;
  readonly handOver: HandOver;
}

export function createLeverageDesk(ports: LeverageDeskPorts): LeverageDesk {
  const { ask, clock, owner, market, handOver } = ports;
  const of = (accountId: AccountId, instrument: InstrumentId) => ({ accountId, at: clock.now(), instrument });

  return {
    async setLeverage({ accountId, instrument, setting, nonce, expiresAt }): Promise<LeverageReport> {
      const unknown = (detail: string): LeverageReport => ({
        kind: "leverage-unknown",
        ...of(accountId, instrument),
        detail,
      });
      const asset = await findAsset(market, instrument);
      if (asset === null || typeof asset === "string") return unknown(`Not sent: ${asset ?? NOT_LISTED}`);
      const answer = await handOver({ action: settingLeverage(asset.index, setting), nonce, expiresAt });
      switch (answer.kind) {
        case "done":
          return { kind: "leverage-told", ...of(accountId, instrument), setting };
        case "refused":
          return {
            kind: "leverage-refused",
            ...of(accountId, instrument),
            reason: refusalReasonOf(answer.words),
            detail: answer.words,
          };
        case "not-sent":
          return unknown(`Not sent: ${answer.words}`);
        case "unknown":
          return unknown(answer.words);
        case "status":
          return unknown("The exchange answered in words of another act.");
      }
    },

    async readLeverage(accountId, instrument): Promise<LeverageReport> {
      try {
        const { body } = await ask({ type: "activeAssetData", user: owner, coin: instrument }, WEIGHT);
        const { coin, leverage } = parseAnswer(ActiveAssetData, body, "activeAssetData");
        if (coin !== instrument) throw new Error(`activeAssetData: it is about ${coin.slice(0, 40)}.`);
        const setting = { times: leverage.value, marginMode: leverage.type };
        return { kind: "leverage-told", ...of(accountId, instrument), setting };
      } catch (error) {
        const detail = (error instanceof Error ? error.message : String(error)).slice(0, 400);
        return { kind: "leverage-unknown", ...of(accountId, instrument), detail };
      }
    },
  };
}

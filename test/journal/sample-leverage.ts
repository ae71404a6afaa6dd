import { LeverageOrder } from "../../lib/model/leverage-setting.ts";
import { T0 } from "./sample-values.ts";

export function sampleLeverageOrder(): LeverageOrder {
  return LeverageOrder.parse({
    accountId: "paper",
    instrument: "ETH",
    setting: { times: 3, marginMode: "cross" },
    nonce: 1,
    expiresAt: T0 + 5_000,
  });
}

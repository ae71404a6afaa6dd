import type { Exchange } from "../exchange.ts";
import type { Market } from "../market/market.ts";
import { activeAssetData } from "../info/account-info.ts";
import type { Account, LeverageSetting } from "./account.ts";
import { leverageOf, marginOf } from "./margin.ts";

/**
 * Sets an account's leverage for one instrument; the exchange's words when it refuses. The words were seen on the
 * exchange, "Invalid leverage value" in its documentation.
 */
export function setLeverage(
  exchange: Exchange,
  account: Account,
  market: Market | undefined,
  setting: LeverageSetting,
): string | undefined {
  if (market === undefined || setting.value > market.spec.maxLeverage) return "Invalid leverage value";
  const { coin } = market.spec;
  if (setting.type === "cross" && market.rules.onlyIsolated)
    return "Cross margin is not allowed for this asset.";
  const before = leverageOf(account, coin, exchange.markets);
  const held = !account.size(coin).isZero();
  if (held && before.type !== setting.type) return "Cannot switch leverage type with open position.";
  account.leverage.set(coin, setting);
  const margin = marginOf(account, exchange.markets);
  if (held && setting.value < before.value && margin.marginUsed.gt(margin.accountValue)) {
    account.leverage.set(coin, before);
    const mode = setting.type === "cross" ? "Cross" : "Isolated";
    return `${mode} position does not have sufficient margin available to decrease leverage.`;
  }
  const topic = `activeAssetData|${account.address}|${coin}`;
  exchange.hub.publish(topic, "activeAssetData", () => activeAssetData(exchange, account.address, coin));
  return undefined;
}

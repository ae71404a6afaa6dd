import { RequestError } from "../../../lib/model/request.ts";
import { createExchangeLine } from "../../../lib/runtime/exchange-line.ts";
import { createAskInfo } from "../../../lib/runtime/hyperliquid-info.ts";
import { createHyperliquidMarketData } from "../../../lib/venues/hyperliquid-market-data.ts";
import { FakeClock } from "../../leaders/fake-clock.ts";
import { ANSWERS } from "../hyperliquid-samples.ts";
import { mutatedText } from "../mutate-text.ts";
import { type Outcome, type Target, refused, taken } from "../target.ts";

const STATUSES = [200, 200, 200, 200, 200, 204, 400, 403, 418, 422, 429, 500, 502, 503] as const;
const RETRY_AFTER = [
  "",
  "10",
  "-1",
  "1e9",
  "soon",
  "Wed, 21 Oct 2026 07:28:00 GMT",
  "\u00e9",
  "99999999999999999999",
];

/** Whatever the line brings back, text, status and headers: an answer, or a RequestError with the exchange's words. */
export const exchangeText: Target = {
  name: "exchange-text",
  weight: 10,
  async run(dice): Promise<Outcome> {
    const text = mutatedText(dice, ANSWERS.allMids);
    const status = dice.pick(STATUSES);
    const headers = new Headers({ "retry-after": dice.pick(RETRY_AFTER) });
    const answer = (): Promise<Response> =>
      dice.chance(0.05)
        ? Promise.reject(new TypeError("fetch failed"))
        : Promise.resolve(new Response(status === 204 ? null : text, { status, headers }));
    const ask = createAskInfo({
      fetch: answer,
      clock: new FakeClock(),
      line: createExchangeLine(() => 0),
    });
    try {
      await createHyperliquidMarketData({ ask }).marks();
      return taken;
    } catch (error) {
      if (error instanceof RequestError) return refused(error.message);
      throw error;
    }
  },
};

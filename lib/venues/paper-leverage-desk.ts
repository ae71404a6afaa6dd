import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { LeverageDesk, LeverageReport, LeverageSetting } from "../model/leverage-setting.ts";
import type { Clock } from "../model/request.ts";
import type { LedgerKeeper } from "./paper-ledger-keeper.ts";
import type { PaperLedger } from "./paper-ledger.ts";
import type { PaperMarket } from "./paper-market.ts";
import type { PaperUpkeep } from "./paper-upkeep.ts";

interface LeverageDeskPorts {
  readonly accountId: AccountId;
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly keeper: LedgerKeeper;
  readonly upkeep: PaperUpkeep;
}

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}

/** What was set for the instruments in which something is held. */
export function leveragesHeld({ account, positions }: PaperLedger) {
  return [...positions.keys()].flatMap((instrument) => {
    const setting = account.leverages?.[instrument];
    return setting === undefined ? [] : [{ instrument, setting }];
  });
}

/** Nothing was set: what the paper account's margin in truth goes by. */
function unset({ maxLeverage }: Instrument): LeverageSetting {
  return { times: Math.max(1, Math.floor(maxLeverage)), marginMode: "cross" };
}

/**
 * The paper account's settings. They are kept and told back as they were set, and nothing else comes of them: its
 * margin is always cross and at the highest leverage of each instrument (lib/model/margin.ts), so that neither what it
 * can open nor where it is liquidated depends on them.
 */
export function createPaperLeverageDesk(ports: LeverageDeskPorts): LeverageDesk {
  const { accountId, clock, market, keeper, upkeep } = ports;
  const of = (instrument: InstrumentId) => ({ accountId, at: clock.now(), instrument });
  const unknown = (instrument: InstrumentId, error: unknown): LeverageReport => ({
    kind: "leverage-unknown",
    ...of(instrument),
    detail: textOf(error),
  });
  const refused = (instrument: InstrumentId, detail: string): LeverageReport => ({
    kind: "leverage-refused",
    ...of(instrument),
    detail,
  });

  return {
    async setLeverage({ instrument, setting, expiresAt }) {
      try {
        const listed = (await market.instruments(instrument)).get(instrument);
        if (clock.now() > expiresAt) return refused(instrument, "It arrived after its expiry.");
        if (listed === undefined) return refused(instrument, `${instrument} is not traded here.`);
        if (listed.delisted) return refused(instrument, `${instrument} is no longer traded.`);
        if (setting.times > listed.maxLeverage) {
          return refused(instrument, `The highest leverage of ${instrument} is ${listed.maxLeverage}.`);
        }
        return await keeper.run(async (session) => {
          const { account } = session.ledger;
          const leverages = { ...account.leverages, [instrument]: setting };
          await upkeep.commit(session, { ...session.ledger, account: { ...account, leverages } });
          return { kind: "leverage-told", ...of(instrument), setting };
        });
      } catch (error) {
        return unknown(instrument, error);
      }
    },

    async readLeverage(_accountId, instrument) {
      try {
        const listed = (await market.instruments(instrument)).get(instrument);
        if (listed === undefined) return unknown(instrument, `${instrument} is not traded here.`);
        const set = await keeper.run(async ({ ledger }) => ledger.account.leverages?.[instrument]);
        return { kind: "leverage-told", ...of(instrument), setting: set ?? unset(listed) };
      } catch (error) {
        return unknown(instrument, error);
      }
    },
  };
}

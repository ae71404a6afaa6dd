import type { AccountId, Address } from "../../model/identity.ts";
import type { FundingPayment } from "../../model/order.ts";
import type { AskInfo } from "../../model/request.ts";
import { fundingPayments, readFunding } from "./funding-payments.ts";

const HOUR_MS = 3_600_000;
/** An hour's funding is surely recorded so long after it. */
const LAG_MS = 60_000;

interface FundingReaderOptions {
  readonly accountId: AccountId;
  readonly owner: Address;
  readonly ask: AskInfo;
  readonly tell: (payments: FundingPayment[]) => void;
}

export interface FundingReader {
  /**
   * Tells the funding of every full hour between two moments (venue's time) that was not asked for yet. Rejects with a
   * RequestError; what was not told then is told by the next call.
   */
  readUntil(from: number, until: number): Promise<void>;
}

/**
 * The stream tells each hour's funding but not what was charged while it was lost: so every hour is asked for once, at
 * the first reading of the account after it. Hours are told twice then; who hears them counts each once.
 */
export function createFundingReader({ accountId, owner, ask, tell }: FundingReaderOptions): FundingReader {
  /** The newest full hour that was asked for, or that lies before all that is wanted. */
  let readHour: number | null = null;

  return {
    async readUntil(from, until) {
      readHour ??= (Math.ceil(from / HOUR_MS) - 1) * HOUR_MS;
      const lastHour = Math.floor((until - LAG_MS) / HOUR_MS) * HOUR_MS;
      const start = readHour + HOUR_MS;
      if (start > lastHour) return;
      const payments = fundingPayments(accountId, await readFunding(ask, owner, start, until));
      const due = payments.filter(({ hour }) => hour >= start);
      if (due.length > 0) tell(due);
      readHour = lastHour;
    },
  };
}

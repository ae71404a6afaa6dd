import { Account } from "./accounts/account.ts";
import { isValid } from "./accounts/agents.ts";
import { WorldClock } from "./clock.ts";
import { Nonces } from "./exchange-actions/nonces.ts";
import { Faults } from "./faults.ts";
import { Ids } from "./ids.ts";
import { Ledger } from "./ledger.ts";
import type { Limits } from "./limits.ts";
import { Markets } from "./market/markets.ts";
import { randomStream } from "./random.ts";
import { Hub } from "./socket/hub.ts";
import { unconfirmed } from "./unconfirmed.ts";

/** All state of the local exchange in one place. */
export class Exchange {
  readonly seed: number;
  readonly startedAt: number;
  readonly limits: Limits;
  readonly clock: WorldClock;
  readonly markets: Markets;
  readonly ids: Ids;
  readonly hub = new Hub();
  readonly nonces = new Nonces();
  readonly faults: Faults;
  readonly ledger: Ledger;
  readonly unconfirmed = unconfirmed();
  /** scheduleCancel, approveBuilderFee, setReferrer and the like: what must not be sent, recorded. */
  readonly recordedActions: { readonly at: number; readonly address: string; readonly action: unknown }[] =
    [];
  readonly #accounts = new Map<string, Account>();

  constructor(seed: number, startAt: number | undefined, limits: Limits) {
    this.seed = seed;
    this.limits = limits;
    this.clock = new WorldClock(startAt);
    this.startedAt = this.clock.now();
    this.markets = new Markets(seed, this.startedAt);
    this.ids = new Ids(seed);
    this.faults = new Faults((ms) => {
      this.clock.skewMs = ms;
    });
    this.ledger = new Ledger((coin, time) => this.markets.get(coin).path.at(time));
  }

  /** The account, made when it is new. */
  account(address: string): Account {
    const key = address.toLowerCase();
    const there = this.#accounts.get(key);
    if (there !== undefined) return there;
    const made = new Account(key);
    this.#accounts.set(key, made);
    return made;
  }

  known(address: string): Account | undefined {
    return this.#accounts.get(address.toLowerCase());
  }

  accounts(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  /** The account that has this API wallet. */
  ownerOfAgent(agent: string): Account | undefined {
    const key = agent.toLowerCase();
    return this.accounts().find((account) =>
      account.agents.some((a) => a.address === key && isValid(a, this.clock.now())),
    );
  }

  /** A stranger's address, for the other side of a trade. */
  stranger(tid: number): string {
    const random = randomStream(this.seed, "stranger", tid % 997);
    return `0x${Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join("")}`;
  }
}

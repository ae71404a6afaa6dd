import { step } from "../../lib/engine/step.ts";
import { createHyperliquidAddressSource } from "../../lib/leaders/hyperliquid-address.ts";
import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import type { Command } from "../../lib/model/command.ts";
import { type AccountId, ClientOrderId, type InstrumentId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { JournalChange } from "../../lib/model/journal-change.ts";
import type { LeverageSetting } from "../../lib/model/leverage-setting.ts";
import type { LeaderEvent } from "../../lib/model/leader.ts";
import { Shell } from "../../lib/runtime/shell.ts";
import type { ShellPorts } from "../../lib/runtime/shell-ports.ts";
import { type CrashPlan, SeededCrashes } from "./crash-plan.ts";
import { Dice } from "./dice.ts";
import { FaultDesk } from "./fault-desk.ts";
import { journalLine } from "./journal-line.ts";
import { LeaderLines } from "./leader-lines.ts";
import { Life } from "./life.ts";
import { marketLine } from "./market-line.ts";
import { OwnMachine } from "./own-machine.ts";
import type { LifeTruth, Quote, ScheduleRecord, Stamped, VenueTruth } from "./record.ts";
import type { Schedule } from "./schedule.ts";
import { SimLeader } from "./sim-leader.ts";
import { SimMarket } from "./sim-market.ts";
import { QUIET_VENUE } from "./quiet-venue.ts";
import { type SimStore, dexieStore, memoryStore } from "./sim-store.ts";
import { SimStops } from "./sim-stops.ts";
import { SimVault } from "./sim-vault.ts";
import { SimVenue } from "./sim-venue.ts";
import { VenueLine } from "./venue-line.ts";
import { UntoldFills, type VenueSurroundings } from "./venue-surroundings.ts";
import { VirtualTime } from "./virtual-time.ts";
import type { Wiring } from "./wiring.ts";

const DAY_MS = 86_400_000;
/** Days are numbered: the product only compares them. */
const localDay = (at: number): string => `day ${Math.floor(at / DAY_MS)}`;

const REBIRTH_MS = 40_000;
const SAY_AGAIN_MS = 2_000;
/** So long before the end prices move no more: what they set going has an end too. */
const STILL_MS = 15_000;

/** Everything around the product in one schedule, and the product's lives in it. */
export class World {
  readonly time: VirtualTime;
  readonly faults: FaultDesk;
  readonly market: SimMarket;
  readonly venue: SimVenue;
  readonly stops: SimStops;
  readonly leaders: readonly SimLeader[];
  readonly machine: OwnMachine;
  readonly store: SimStore;
  /** Null where it is all on paper. */
  readonly vault: SimVault | null;
  readonly accountId: AccountId;
  readonly access: ScheduleRecord["access"][number][] = [];
  readonly sentSettings: VenueTruth["sentSettings"][number][] = [];
  readonly toldOfSettings: VenueTruth["toldOfSettings"][number][] = [];
  readonly lives: { -readonly [K in keyof LifeTruth]: LifeTruth[K] }[] = [];
  readonly changes: Stamped<{ life: number; change: JournalChange }>[] = [];
  readonly toldOfLeaders: Stamped<{ life: number; event: LeaderEvent }>[] = [];
  readonly commands: Stamped<{ life: number; command: Command }>[] = [];
  readonly haltSwitch: Stamped<{ since: number | null }>[] = [];
  readonly defects: Stamped<{ life: number; words: string }>[] = [];
  readonly quotes: Stamped<Quote>[] = [];
  readonly sent: VenueTruth["sent"][number][] = [];
  readonly stopsSent: VenueTruth["stopsSent"][number][] = [];
  readonly toldOfVenue: VenueTruth["told"][number][] = [];
  readonly untold = new UntoldFills();
  life: Life | null = null;
  leaderLines: LeaderLines | null = null;
  venueLine: VenueLine | null = null;
  readonly #readBy = { life: 0 };
  readonly #unsaid: Command[] = [];
  readonly #schedule: Schedule;
  readonly #wiring: Wiring;
  readonly #crashes: CrashPlan;
  readonly #dice: {
    readonly network: Dice;
    readonly journal: Dice;
    readonly fate: Dice;
  };

  constructor(schedule: Schedule, wiring: Wiring, crashes: CrashPlan | null) {
    const { seed, beganAt, endAt } = schedule;
    this.#schedule = schedule;
    this.#wiring = wiring;
    this.#crashes = crashes ?? new SeededCrashes(schedule.crashes, schedule.calmAt);
    this.#dice = {
      network: new Dice(seed, "network"),
      journal: new Dice(seed, "journal"),
      fate: new Dice(seed, "fate"),
    };
    this.time = new VirtualTime(beganAt);
    this.faults = new FaultDesk(this.time, schedule.faults);
    const jumps = schedule.happenings.flatMap((one) => (one.kind === "price-jump" ? [one] : []));
    const seconds = (endAt - STILL_MS - beganAt) / 1_000;
    this.market = new SimMarket(schedule.listings, beganAt, seconds, jumps, new Dice(seed, "market"));
    this.vault =
      schedule.real === null ? null : new SimVault(schedule.real, this.faults, new Dice(seed, "vault"));
    this.accountId = schedule.real?.accountId ?? PAPER_ACCOUNT;
    const settings = schedule.real?.settings ?? new Map<InstrumentId, LeverageSetting>();
    this.venue = new SimVenue(this.market, this.faults, new Dice(seed, "venue"), settings);
    this.stops = new SimStops(this.market, this.venue, this.faults);
    this.leaders = schedule.leaders.map((plan) => new SimLeader(plan.id, this.market, plan));
    this.machine = new OwnMachine(this.time);
    this.store = schedule.onDexie ? dexieStore() : memoryStore();
  }

  /** A new life begins. */
  boot(): void {
    if (this.life !== null) return;
    const life = new Life(this.lives.length + 1, {
      time: this.time,
      crashes: this.#crashes,
      clockOffset: () => this.machine.offsetMs,
      awakeAt: () => this.machine.awakeAt,
      kill: (one, where) => this.kill(one, where),
    });
    this.life = life;
    this.lives.push({ life: life.number, bornAt: this.time.now, diedAt: null, diedIn: null });
    void this.#begin(life);
  }

  async #begin(life: Life): Promise<void> {
    try {
      const shell = await Shell.boot(this.#wiring.wire(this.#portsOf(life)));
      if (life.alive) life.shell = shell;
    } catch (error) {
      this.#defect(life, "boot", error);
    }
  }

  kill(life: Life, where: string): void {
    if (!life.alive) return;
    life.alive = false;
    const truth = this.lives[life.number - 1];
    if (truth !== undefined) {
      truth.diedAt = this.time.now;
      truth.diedIn = where;
    }
    this.faults.note("kill", where);
    this.life = null;
    this.leaderLines = null;
    this.venueLine = null;
    const latest = Math.max(this.time.now, this.#schedule.calmAt);
    const rebirth = this.time.now + (this.#dice.fate.chance(0.4) ? 0 : this.#dice.fate.int(0, REBIRTH_MS));
    this.time.at(Math.min(rebirth, latest), () => this.boot());
  }

  /** What a life is told of its account's key, as its engine hears it. */
  #heard(life: Life, event: EngineEvent): void {
    if (event.kind !== "account-access") return;
    // It was told when it came into the queue, and not only when it is taken.
    const told = this.machine.momentOf(event.at);
    const at = Math.max(told, this.access.at(-1)?.at ?? 0);
    this.access.push({ at, life: life.number, state: event.access.state });
  }

  /** The user says something; where nobody can hear it, he says it again, before what he says later. */
  say(command: Command): void {
    this.#unsaid.push(command);
    if (this.#unsaid.length === 1 || this.#canHear() !== null) this.#speak();
  }

  #canHear(): { readonly life: Life; readonly shell: Shell } | null {
    const { life } = this;
    const shell = life?.shell ?? null;
    return life === null || shell === null || shell.halted !== null ? null : { life, shell };
  }

  #speak(): void {
    if (this.#unsaid.length === 0) return;
    const hearer = this.#canHear();
    if (hearer === null) {
      this.time.after(SAY_AGAIN_MS, () => this.#speak());
      return;
    }
    const { life, shell } = hearer;
    for (const command of this.#unsaid.splice(0)) {
      const at = life.clock.now();
      const given = { ...command, at };
      this.commands.push({ at: this.time.now, life: life.number, command: given });
      shell.post({ kind: "command", at, command: given });
    }
  }

  /** The user trades himself, or the exchange takes his position away. */
  tradeAside(instrument: InstrumentId, lots: number, cause: "user" | "liquidation"): void {
    if (lots === 0) return;
    const fill = this.venue.trade(instrument, lots, cause, this.time.now);
    this.faults.note(cause === "user" ? "manual-trade" : "liquidation", `${lots} lots of ${instrument}`);
    this.untold.add(fill);
    this.venueLine?.tellAside(fill);
  }

  /** A second has passed at the exchange: stops that the price has come to fire. */
  watchStops(): void {
    const { now } = this.time;
    const [first] = this.stops.resting();
    if (first !== undefined && this.faults.take("stop-removed-by-hand", first.instrument))
      this.stops.removeByHand(first.instrument, now);
    for (const fill of this.stops.look(now)) {
      this.untold.add(fill);
      this.venueLine?.tellAside(fill);
    }
  }

  /** Another installation of the product trades the same account. */
  orderFromElsewhere(instrument: InstrumentId): void {
    const { now } = this.time;
    const lots = this.venue.smallLots(instrument, now);
    const clientOrderId = ClientOrderId.parse(`0x70667368${"e".repeat(23)}${this.venue.orders.length % 10}`);
    const order = this.venue.marketOrder(clientOrderId, instrument, lots, now);
    this.venue.receive(order, "other", now);
    this.faults.note("second-installation", instrument);
  }

  #portsOf(life: Life): ShellPorts {
    const { time, faults, machine, market, quotes } = this;
    const leaders = new Map(this.leaders.map((leader) => [leader.address, leader]));
    const lines = new LeaderLines(life, { time, leaders, faults, machine, dice: this.#dice.network });
    const venueSurroundings: VenueSurroundings = {
      time,
      faults,
      machine,
      venue: this.venue,
      stops: this.stops,
      stopsSent: this.stopsSent,
      liquidationAway: this.#schedule.liquidationAway,
      dice: this.#dice.network,
      clockOffsetMs: this.#schedule.venueClockOffsetMs,
      sent: this.sent,
      sentSettings: this.sentSettings,
      toldOfSettings: this.toldOfSettings,
      told: this.toldOfVenue,
      untold: this.untold,
    };
    const { store, changes } = this;
    const journal = { time, faults, store, changes, readBy: this.#readBy, dice: this.#dice.journal };
    const venueLine = new VenueLine(life, this.accountId, venueSurroundings);
    this.leaderLines = lines;
    this.venueLine = venueLine;
    return {
      clock: life.clock,
      journal: journalLine(life, journal),
      signs: { writeSign: async () => undefined, writeDay: async () => undefined },
      marketData: marketLine(life, { time, faults, machine, market, quotes, dice: this.#dice.network }),
      log: {
        warn: () => undefined,
        error: (words, error) => this.#defect(life, words, error),
      },
      makeSource: (emit, clock) =>
        createHyperliquidAddressSource({
          clock,
          emit: (event) => {
            if (!life.alive) return;
            this.toldOfLeaders.push({ at: time.now, life: life.number, event });
            emit(event);
          },
          ask: lines.ask,
          openSocket: () => lines.open(),
          random: () => this.#dice.network.share(),
          isOnline: () => machine.online,
        }),
      makeVenue: () => (this.vault === null ? venueLine : QUIET_VENUE),
      realAccounts: this.vault?.portsOf(life, () => venueLine) ?? null,
      step: (state, event) => {
        this.#heard(life, event);
        return step(state, event);
      },
      localDay,
      isOnline: () => machine.online,
      newInstallationId: () => String(this.#schedule.seed).padStart(32, "0"),
      newFollowId: () => "never",
      changed: () => undefined,
    };
  }

  #defect(life: Life, words: string, error: unknown): void {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.defects.push({ at: this.time.now, life: life.number, words: `${words} ${text}` });
  }
}

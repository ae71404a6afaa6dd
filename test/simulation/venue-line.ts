import type { DecimalString } from "../../lib/model/decimal.ts";
import {
  type AccountId,
  type ClientOrderId,
  type InstrumentId,
  PAPER_ACCOUNT,
} from "../../lib/model/identity.ts";
import type { LeverageDesk, LeverageOrder, LeverageReport } from "../../lib/model/leverage-setting.ts";
import type { CommittedIntent, Intent, Venue, VenueFill, VenueReport } from "../../lib/model/order.ts";
import type { CommittedStop, StopCancel, StopDesk, StopOrder, StopReport } from "../../lib/model/stop.ts";
import type { Life } from "./life.ts";
import type { VenueFillTruth } from "./record.ts";
import { StopLine } from "./stop-line.ts";
import type { Outcome } from "./sim-venue.ts";
import { moneyText, textOf } from "./units.ts";
import { type Route, orderRoute, patient, questionRoute, slower } from "./venue-route.ts";
import type { VenueSurroundings } from "./venue-surroundings.ts";

/**
 * One life's line to the exchange, over a network that loses, delays and repeats. It says what a real adapter
 * could know: refused only where the venue certainly did not take it, not found only when it was not there,
 * and unknown for all else.
 */
export class VenueLine implements Venue, LeverageDesk, StopDesk {
  readonly #life: Life;
  readonly #accountId: AccountId;
  readonly #around: VenueSurroundings;
  readonly #listeners = new Set<(report: VenueReport) => void>();
  readonly #underWay = new Set<ClientOrderId>();
  readonly #stops: StopLine;

  constructor(life: Life, accountId: AccountId, around: VenueSurroundings) {
    this.#life = life;
    this.#accountId = accountId;
    this.#around = around;
    this.#stops = new StopLine(life, accountId, around);
  }

  async submit(intent: CommittedIntent): Promise<VenueReport> {
    const { time, venue, sent, faults, dice } = this.#around;
    const { clientOrderId } = intent;
    this.#underWay.add(clientOrderId);
    const handedAt = this.#life.clock.now();
    // The venue counts by its own clock, so the adapter says how long the order may live from now.
    const expiresAt = time.now + (intent.expiresAt - handedAt);
    const route = orderRoute(this.#around, clientOrderId);
    const fate = route.arrives ? "arrives" : route.instead === "too-many" ? "turned-away" : "lost";
    sent.push({ at: time.now, life: this.#life.number, clientOrderId, fate });
    const report = await this.#ask("venue.submit", route, () => {
      const outcome = route.arrives ? venue.receive({ ...intent, expiresAt }, "product", time.now) : null;
      if (route.instead === "too-many") return this.#refused(intent, "other", "HTTP 429", handedAt);
      if (route.instead !== null || outcome === null) {
        return this.#unknown(
          intent,
          route.instead === "server-error" ? "HTTP 503" : "No answer within 10 s.",
        );
      }
      return this.#reportOf(intent, outcome, handedAt);
    });
    this.#underWay.delete(clientOrderId);
    if (report.kind === "order-done" && faults.take("report-duplicated", clientOrderId)) {
      this.#life.later(dice.int(1, 5_000), () => this.#tell(report));
    }
    return report;
  }

  async lookup(intent: Intent): Promise<VenueReport> {
    if (this.#underWay.has(intent.clientOrderId))
      return this.#stamped(this.#unknown(intent, "It is under way."));
    const route = questionRoute(this.#around, "lookup-failed", intent.clientOrderId);
    return this.#ask("venue.lookup", route, () => {
      if (!route.arrives) return this.#unknown(intent, "The venue did not answer.");
      const outcome = this.#around.venue.outcomeOf(intent.clientOrderId);
      if (outcome !== undefined) return this.#reportOf(intent, outcome, null);
      return { kind: "order-not-found", ...this.#about(intent) };
    });
  }

  readAccount(since: number): Promise<VenueReport> {
    const { time, venue, clockOffsetMs, machine } = this.#around;
    const isReal = this.#accountId !== PAPER_ACCOUNT;
    const route = slower(this.#around, questionRoute(this.#around, "account-unreadable", "account"));
    return this.#ask("venue.readAccount", route, (): VenueReport => {
      const common = { accountId: this.#accountId, at: 0 };
      if (!route.arrives) return { kind: "account-unreadable", ...common, detail: "HTTP 503" };
      const { ledger } = venue;
      return {
        kind: "account-read",
        ...common,
        equity: moneyText(ledger.equity(time.now)) as DecimalString,
        positions: ledger.open().map(([instrument, { entry }]) => ({
          instrument,
          size: ledger.sizeText(instrument),
          entryPrice: textOf(Math.round(entry * 1e3), 3 + this.#priceDecimals(instrument)) as DecimalString,
          liquidationPrice: this.#liquidationPrice(instrument, entry),
        })),
        openOrders: this.#around.stops.resting().map(({ clientOrderId, instrument, ...stop }) => ({
          clientOrderId,
          instrument,
          stop: {
            side: stop.side,
            size: stop.size,
            triggerPrice: stop.triggerPrice,
            limitPrice: stop.limitPrice,
            reduceOnly: true,
          },
        })),
        leverages: ledger
          .open()
          .map(([instrument]) => ({ instrument, setting: venue.settings.of(instrument) })),
        clock: isReal
          ? { offsetMs: machine.offsetMs - clockOffsetMs, roundTripMs: route.thereMs + route.backMs }
          : null,
        fills: ledger.fills.filter(({ at }) => at + clockOffsetMs >= since).map((fill) => this.#fillOf(fill)),
        until: time.now + clockOffsetMs,
      };
    });
  }

  async setLeverage(order: LeverageOrder): Promise<LeverageReport> {
    const { time, venue, sentSettings } = this.#around;
    const about = this.#aboutSetting(order.instrument);
    // As with orders: the venue counts by its own clock.
    const expiresAt = time.now + (order.expiresAt - this.#life.clock.now());
    const route = orderRoute(this.#around, `leverage ${order.nonce}`);
    sentSettings.push({ at: time.now, life: this.#life.number, order });
    return this.#askSetting("venue.setLeverage", route, (): LeverageReport => {
      const refusal = route.arrives ? venue.settings.receive(order, expiresAt, time.now) : null;
      if (route.instead !== null || !route.arrives) {
        return { kind: "leverage-unknown", ...about, detail: "No readable answer came." };
      }
      if (refusal !== null) return { kind: "leverage-refused", ...about, detail: refusal };
      return { kind: "leverage-told", ...about, setting: order.setting };
    });
  }

  async readLeverage(_: AccountId, instrument: InstrumentId): Promise<LeverageReport> {
    const about = this.#aboutSetting(instrument);
    const route = questionRoute(this.#around, "lookup-failed", `leverage of ${instrument}`);
    return this.#askSetting("venue.readLeverage", route, (): LeverageReport => {
      if (!route.arrives) return { kind: "leverage-unknown", ...about, detail: "The venue did not answer." };
      return { kind: "leverage-told", ...about, setting: this.#around.venue.settings.of(instrument) };
    });
  }

  #aboutSetting(instrument: InstrumentId) {
    return { accountId: this.#accountId, at: 0, instrument };
  }

  async #askSetting(port: string, route: Route, happen: () => LeverageReport): Promise<LeverageReport> {
    const { thereMs, backMs } = patient(route);
    const report = await this.#life.call({ port, thereMs, backMs, happen });
    const arrived = { ...report, at: this.#life.clock.now() };
    const { time, toldOfSettings } = this.#around;
    toldOfSettings.push({ at: time.now, life: this.#life.number, report: arrived });
    return arrived;
  }

  placeStop(stop: CommittedStop): Promise<StopReport> {
    return this.#stops.placeStop(stop);
  }

  cancelStop(cancel: StopCancel): Promise<StopReport> {
    return this.#stops.cancelStop(cancel);
  }

  lookupStop(stop: StopOrder): Promise<StopReport> {
    return this.#stops.lookupStop(stop);
  }

  onReport(listener: (report: VenueReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): Promise<void> {
    return this.#life.call({
      port: "venue.start",
      thereMs: 20,
      backMs: 20,
      happen: () => this.#tellUntold(),
    });
  }

  tick(): Promise<void> {
    return this.#life.call({ port: "venue.tick", thereMs: 20, backMs: 20, happen: () => this.#tellUntold() });
  }

  acknowledge(report: VenueReport): Promise<void> {
    const { untold } = this.#around;
    const happen = (): void => {
      if (report.kind === "foreign-fills") for (const { id } of report.fills) untold.acknowledged(id);
    };
    return this.#life.call({ port: "venue.acknowledge", thereMs: 5, backMs: 5, happen });
  }

  async onMarks(): Promise<void> {
    // A real exchange has marks of its own.
  }

  reset(): Promise<void> {
    return Promise.reject(new Error("A real account cannot be reset."));
  }

  close(): void {
    this.#listeners.clear();
  }

  /** Tells, unasked, of a fill that no order explains. */
  tellAside(fill: VenueFillTruth): void {
    const { faults, dice } = this.#around;
    const tell = (ms: number): void => {
      this.#life.later(ms, () => this.#tell(this.#aside(fill)));
    };
    if (faults.take("report-dropped", fill.id)) return;
    tell(faults.take("report-late", fill.id) ? dice.int(1_000, 9_000) : dice.int(10, 200));
    if (faults.take("report-duplicated", fill.id)) tell(dice.int(10, 5_000));
  }

  #tellUntold(): void {
    for (const fill of this.#around.untold.all()) this.#life.later(20, () => this.#tell(this.#aside(fill)));
  }

  #tell(report: VenueReport): void {
    const fresh = this.#stamped(report);
    for (const listener of this.#listeners) listener(fresh);
  }

  async #ask(port: string, route: Route, happen: () => VenueReport): Promise<VenueReport> {
    const { thereMs, backMs } = patient(route);
    return this.#stamped(await this.#life.call({ port, thereMs, backMs, happen }));
  }

  /** Its moment is when it came, and what comes is written down. */
  #stamped(report: VenueReport): VenueReport {
    const { time, told } = this.#around;
    const arrived = { ...report, at: this.#life.clock.now() };
    told.push({ at: time.now, life: this.#life.number, report: arrived });
    return arrived;
  }

  #about({ clientOrderId, instrument }: Intent) {
    return { accountId: this.#accountId, at: 0, clientOrderId, instrument };
  }

  #unknown(intent: Intent, detail: string): VenueReport {
    return { kind: "order-unknown", ...this.#about(intent), detail };
  }

  #refused(
    intent: Intent,
    reason: Extract<Outcome, { kind: "refused" }>["reason"],
    detail: string,
    handedAt: number | null,
  ): VenueReport {
    return { kind: "order-rejected", ...this.#about(intent), handedAt, reason, detail };
  }

  #reportOf(intent: Intent, outcome: Outcome, handedAt: number | null): VenueReport {
    if (outcome.kind === "refused")
      return this.#refused(intent, outcome.reason, "The venue refused.", handedAt);
    const fills = outcome.fills.map((fill) => this.#fillOf(fill));
    return { kind: "order-done", ...this.#about(intent), handedAt, fills, unfilled: outcome.unfilled };
  }

  #aside(fill: VenueFillTruth): VenueReport {
    return { kind: "foreign-fills", accountId: this.#accountId, at: 0, fills: [this.#fillOf(fill)] };
  }

  #fillOf({ id, at, instrument, clientOrderId, side, price, size, fee, cause }: VenueFillTruth): VenueFill {
    return {
      id,
      accountId: this.#accountId,
      instrument,
      clientOrderId,
      side,
      price,
      size,
      fee,
      time: at + this.#around.clockOffsetMs,
      // To this installation another one's order is an order, too: the id tells.
      cause: cause === "other-installation" ? "order" : cause,
    };
  }

  #liquidationPrice(instrument: VenueFillTruth["instrument"], entry: number): DecimalString | null {
    const { venue, liquidationAway: away } = this.#around;
    if (away === null) return null;
    const side = Math.sign(venue.ledger.lotsOf(instrument));
    return textOf(Math.round(entry * (1 - side * away)), this.#priceDecimals(instrument)) as DecimalString;
  }

  #priceDecimals(instrument: VenueFillTruth["instrument"]): number {
    return this.#around.venue.priceDecimals(instrument);
  }
}

import { decimalString } from "../../../lib/model/decimal.ts";
import { ClientOrderId, PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { PAPER_SETTINGS } from "../../../lib/venues/paper-venue.ts";
import { PaperRig } from "../../venues/paper-rig.ts";
import type { Outage, VenueDriver } from "./driver.ts";
import { venueConformance } from "./suite.ts";

/** Longest time that the venue may take for anything, ms. */
const PATIENCE_MS = 60_000;
const STEP_MS = 100;
const { latencyMs } = PAPER_SETTINGS;

/** The paper account over a market that the suite writes, in virtual time. */
async function openPaper(): Promise<VenueDriver> {
  const rig = new PaperRig();
  const { market, store, clock } = rig;
  const [first, second] = market.list;
  if (first === undefined || second === undefined) throw new Error("the market lists two instruments");
  let ids = 0;
  let losing = false;
  const lookAtMarks = () => rig.venue.onMarks(new Map(market.marksNow));
  // An account that was used before: what is lost later is an act, not the account's first row.
  await rig.venue.start();

  async function restart(): Promise<void> {
    rig.restart();
    await rig.venue.start();
  }

  return {
    get venue() {
      return rig.venue;
    },
    instruments: [first, second],
    accountId: PAPER_ACCOUNT,
    now: () => clock.now(),
    newId() {
      ids += 1;
      return ClientOrderId.parse(`0x${ids.toString(16).padStart(32, "0")}`);
    },
    nextNonce: () => null,

    async during(work) {
      const waiting = { done: false };
      const result = work().finally(() => {
        waiting.done = true;
      });
      for (let passed = 0; !waiting.done && passed < PATIENCE_MS; passed += STEP_MS) {
        await clock.advance(STEP_MS);
      }
      if (losing) store.fail = null;
      losing = false;
      market.bookDelay = 0;
      return result;
    },
    async until(isSo) {
      for (let passed = 0; !(await isSo()); passed += 1_000) {
        if (passed > PATIENCE_MS) throw new Error("it never was so");
        await clock.advance(1_000);
        await lookAtMarks();
      }
    },
    pass: (ms) => clock.advance(ms),

    placeBook: ({ id }, bids, asks) => market.book(id, bids, asks),
    async movePrice({ id }, price) {
      market.price(id, price);
      await lookAtMarks();
    },
    held: async ({ id }) => decimalString(await rig.held(id)),
    async delist({ id }) {
      const index = market.list.findIndex((one) => one.id === id);
      market.list.splice(index, 1, { ...(index === 0 ? first : second), delisted: true });
      await restart();
    },
    unasked: () => rig.reports,

    loseNext(where) {
      losing = true;
      store.fail = where === "before-acceptance" ? "before-write" : "after-write";
    },
    delayNext(ms) {
      market.bookDelay = ms;
    },
    restart,
    async cutOff(work) {
      const lost = work();
      await clock.advance(latencyMs / 2);
      await restart();
      await clock.advance(latencyMs);
      await lost;
    },
    async skewClock(ms) {
      rig.clockOffset = -ms;
      market.skewMs = ms;
    },
    async outage(kind: Outage, on) {
      if (kind === "account") {
        store.fail = on ? "load" : null;
        rig.restart();
      } else if (on) market.failing.add("orderBook");
      else market.failing.clear();
    },
    close: () => rig.venue.close(),
  };
}

const ONLY_PRICES =
  "of the exchange it reads prices alone; whatever keeps it from them is the case of prices out of reach";

venueConformance({
  name: "paper",
  open: openPaper,
  notThere: {
    "price-band": "it has no band: a limit far away fills at what the book offers",
    "mode-lock": "its margin is always cross; a mode is kept and told back, and changes nothing",
    "hand-trades": "nobody but Pilotfish trades the paper account",
    line: "it has no stream: its ledger is in this browser",
    "late-answer": "its answer is its ledger's own write",
    "rate-limit": ONLY_PRICES,
    ban: ONLY_PRICES,
    maintenance: ONLY_PRICES,
  },
});

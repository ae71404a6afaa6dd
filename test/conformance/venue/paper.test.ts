import { decimalString } from "../../../lib/model/decimal.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { PAPER_SETTINGS } from "../../../lib/venues/paper-venue.ts";
import { PaperRig } from "../../venues/paper-rig.ts";
import type { VenueDriver } from "./driver.ts";
import { venueConformance } from "./suite.ts";

async function openPaper(): Promise<VenueDriver> {
  const rig = new PaperRig();
  const { market, store, clock } = rig;
  const [first, second] = market.list;
  if (first === undefined || second === undefined) throw new Error("the market lists two instruments");
  // An account that was used before: what is lost later is an order, not the account's first row.
  await rig.venue.start();
  return {
    instruments: [first, second],
    accountId: PAPER_ACCOUNT,
    now: () => clock.now(),
    placeBook: ({ id }, bids, asks) => market.book(id, bids, asks),
    movePrice: ({ id }, price) => market.price(id, price),
    async submit(intent) {
      const report = await rig.send(intent);
      store.fail = null;
      return report;
    },
    lookup: (intent) => rig.venue.lookup(intent),
    readAccount: (since) => rig.venue.readAccount(since),
    wait: () => clock.advance(5_000),
    accountOutage(on) {
      store.fail = on ? "load" : null;
      rig.restart();
    },
    async submitAndRestart(intent) {
      const lost = rig.venue.submit(intent);
      await clock.advance(PAPER_SETTINGS.latencyMs / 2);
      rig.restart();
      await clock.advance(PAPER_SETTINGS.latencyMs);
      await lost;
    },
    loseNext(where) {
      store.fail = where === "before-acceptance" ? "before-write" : "after-write";
    },
    async restart() {
      rig.restart();
      await rig.venue.start();
    },
    held: async ({ id }) => decimalString(await rig.held(id)),
    delist({ id }) {
      const index = market.list.findIndex((one) => one.id === id);
      market.list.splice(index, 1, { ...(index === 0 ? first : second), delisted: true });
    },
    marketOutage(on) {
      if (on) market.failing.add("orderBook");
      else market.failing.clear();
    },
    close: () => rig.venue.close(),
  };
}

venueConformance("the paper account", openPaper);

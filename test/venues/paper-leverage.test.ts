import { expect, it } from "vitest";
import { InstrumentId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { LeverageOrder, LeverageReport } from "../../lib/model/leverage-setting.ts";
import { BTC } from "./paper-fake-market.ts";
import { PaperRig } from "./paper-rig.ts";

function set(rig: PaperRig, times: number, more: Partial<LeverageOrder> = {}): Promise<LeverageReport> {
  return rig.venue.setLeverage({
    accountId: PAPER_ACCOUNT,
    instrument: BTC,
    setting: { times, marginMode: "isolated" },
    nonce: 1,
    expiresAt: rig.clock.now() + 1_000,
    ...more,
  });
}
const read = (rig: PaperRig) => rig.venue.readLeverage(PAPER_ACCOUNT, BTC);

it("tells a setting back as it was set, after a restart too, and with what is held", async () => {
  const rig = new PaperRig();
  expect(await read(rig)).toMatchObject({
    kind: "leverage-told",
    setting: { times: 40, marginMode: "cross" },
  });
  const setting = { times: 5, marginMode: "isolated" };
  expect(await set(rig, 5)).toMatchObject({ kind: "leverage-told", setting });
  await rig.buy("1", "100");
  rig.restart();
  expect(await read(rig)).toMatchObject({ setting });
  expect(await rig.venue.readAccount(0)).toMatchObject({ leverages: [{ instrument: BTC, setting }] });
});

it("changes nothing of the margin: what could be opened at the highest leverage still can", async () => {
  const rig = new PaperRig();
  await set(rig, 1);
  rig.market.price(BTC, "1000");
  // 300,000 at 10,000 of equity.
  expect(await rig.buy("300", "1000")).toMatchObject({ kind: "order-done", unfilled: null });
});

it("refuses more than the instrument allows, what is not traded, and what is late", async () => {
  const rig = new PaperRig();
  expect(await set(rig, 41)).toMatchObject({ kind: "leverage-refused" });
  expect(await set(rig, 5, { instrument: InstrumentId.parse("NOPE") })).toMatchObject({
    kind: "leverage-refused",
  });
  expect(await set(rig, 5, { expiresAt: rig.clock.now() - 1 })).toMatchObject({ kind: "leverage-refused" });
  expect(await read(rig)).toMatchObject({ setting: { times: 40 } });
});

it("is unknown when the ledger could not be written or the market not read", async () => {
  const rig = new PaperRig();
  await rig.venue.start();
  rig.store.fail = "before-write";
  expect(await set(rig, 5)).toMatchObject({ kind: "leverage-unknown" });
  rig.store.fail = null;
  expect(await read(rig)).toMatchObject({ setting: { times: 40 } });
  rig.restart();
  rig.market.failing.add("instruments");
  expect(await read(rig)).toMatchObject({ kind: "leverage-unknown" });
});

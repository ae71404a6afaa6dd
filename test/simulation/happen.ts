import type { Happening } from "./fault-plan.ts";
import type { World } from "./world.ts";

/** A fault that comes by itself comes. */
export function happen(world: World, happening: Happening): void {
  const { time, faults, machine, venue } = world;
  switch (happening.kind) {
    case "sleep":
      machine.sleep(happening.ms);
      faults.note("sleep", `${happening.ms} ms`);
      if (happening.cuts) time.after(happening.ms, () => world.leaderLines?.cut());
      return;
    case "clock-jump":
      if (machine.offsetMs === happening.offsetMs) return;
      machine.setClock(happening.offsetMs);
      faults.note("clock-jump", `to ${happening.offsetMs} ms`);
      return;
    case "offline":
      machine.connect(false);
      faults.note("offline", `${happening.ms} ms`);
      world.leaderLines?.cut();
      time.after(happening.ms, () => {
        machine.connect(true);
      });
      return;
    case "feed-lost":
      faults.note("feed-lost", `${happening.ms} ms`);
      faults.lasts("feed-lost", happening.ms);
      if (happening.ms % 2 === 0) world.leaderLines?.cut();
      return;
    case "history-replayed": {
      const leader = world.leaders[happening.leader];
      if (leader === undefined || leader.rows.length === 0) return;
      faults.note("history-replayed", leader.id);
      world.leaderLines?.replay(leader);
      return;
    }
    case "price-jump":
      faults.note("price-jump", `${happening.instrument} x ${happening.factor.toFixed(4)}`);
      return;
    case "second-installation": {
      const { instrument, cleared } = happening;
      world.orderFromElsewhere(instrument);
      if (cleared === null) return;
      const { accountId } = world;
      time.at(cleared, () => world.say({ kind: "clear-other-installation", at: 0, accountId }));
      return;
    }
    case "manual-trade": {
      const held = venue.ledger.lotsOf(happening.instrument);
      const few = venue.smallLots(happening.instrument, time.now);
      const lots = held === 0 ? Math.round(few * happening.share) : Math.round(held * happening.share);
      world.tradeAside(happening.instrument, lots, "user");
      return;
    }
    case "liquidation": {
      const held = venue.ledger.lotsOf(happening.instrument);
      world.tradeAside(happening.instrument, Math.round(held * happening.share), "liquidation");
    }
  }
}

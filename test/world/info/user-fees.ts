import { MAKER_FEE, TAKER_FEE } from "../trading/settlement.ts";

/** `userFees` at the base tier. */
export function userFees() {
  const cross = TAKER_FEE.toFixed();
  const add = MAKER_FEE.toFixed();
  return {
    dailyUserVlm: [],
    feeSchedule: {
      cross,
      add,
      spotCross: "0.0007",
      spotAdd: "0.0004",
      tiers: {
        vip: [
          { ntlCutoff: "5000000.0", cross: "0.0004", add: "0.00012", spotCross: "0.0006", spotAdd: "0.0003" },
        ],
        mm: [{ makerFractionCutoff: "0.005", add: "-0.00001" }],
      },
      referralDiscount: "0.04",
      stakingDiscountTiers: [{ bpsOfMaxSupply: "0.0", discount: "0.0" }],
    },
    userCrossRate: cross,
    userAddRate: add,
    userSpotCrossRate: "0.0007",
    userSpotAddRate: "0.0004",
    activeReferralDiscount: "0.0",
    trial: null,
    feeTrialEscrow: "0.0",
    nextTrialAvailableTimestamp: null,
    stakingLink: null,
    activeStakingDiscount: { bpsOfMaxSupply: "0.0", discount: "0.0" },
  };
}

import { FollowSettings } from "../../lib/model/follow.ts";
import { decimal } from "../../lib/model/decimal.ts";

/** The edit form's fields as typed. */
export interface FollowDraft {
  readonly allocation: string;
  readonly sizing: FollowSettings["sizing"]["kind"];
  readonly ratio: string;
  readonly amount: string;
  readonly maxLeverage: string;
  readonly maxPosition: string;
  readonly maxSlippageBps: string;
  /** Seconds. */
  readonly maxAge: string;
  readonly allowedInstruments: string;
}

export type DraftField = Exclude<keyof FollowDraft, "sizing">;

export function draftOf(settings: FollowSettings): FollowDraft {
  const { sizing, limits } = settings;
  return {
    allocation: settings.allocation,
    sizing: sizing.kind,
    ratio: sizing.kind === "fixed-ratio" ? sizing.ratio : "",
    amount: sizing.kind === "fixed-amount" ? sizing.amount : "",
    maxLeverage: String(limits.maxLeverage),
    maxPosition: limits.maxPosition,
    maxSlippageBps: String(limits.maxSlippageBps),
    maxAge: String(limits.maxAgeMs / 1000),
    allowedInstruments: limits.allowedInstruments?.join(", ") ?? "",
  };
}

/** Digits as typed: "$2,500.50" is 2500.50. A comma that does not part thousands stays, and so is refused. */
function plain(text: string): string {
  const typed = text.trim().replace(/^\$/, "");
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(typed) ? typed.replaceAll(",", "") : typed;
}

/** Not a number stays text, which the schema refuses. */
function numeric(text: string): number | string {
  const typed = plain(text);
  return /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed;
}

function milliseconds(text: string): number | string {
  const typed = plain(text);
  return /^\d+(\.\d{1,3})?$/.test(typed) ? decimal(typed).times(1000).toNumber() : typed;
}

function names(text: string): readonly string[] | null {
  const list = text.split(",").map((name) => name.trim());
  const given = [...new Set(list.filter((name) => name !== ""))];
  return given.length === 0 ? null : given;
}

function sizingOf(draft: FollowDraft): unknown {
  switch (draft.sizing) {
    case "equity-proportional":
      return { kind: draft.sizing };
    case "fixed-ratio":
      return { kind: draft.sizing, ratio: plain(draft.ratio) };
    case "fixed-amount":
      return { kind: draft.sizing, amount: plain(draft.amount) };
  }
}

/** Which field of the form a path of the schema belongs to. */
const FIELDS: ReadonlyMap<string, DraftField> = new Map([
  ["allocation", "allocation"],
  ["sizing.ratio", "ratio"],
  ["sizing.amount", "amount"],
  ["limits.maxLeverage", "maxLeverage"],
  ["limits.maxPosition", "maxPosition"],
  ["limits.maxSlippageBps", "maxSlippageBps"],
  ["limits.maxAgeMs", "maxAge"],
  ["limits.allowedInstruments", "allowedInstruments"],
]);

type DraftResult = { readonly settings: FollowSettings } | { readonly wrong: ReadonlySet<DraftField> };

/** The settings in a draft, or the fields that FollowSettings refuses. */
export function parseDraft(draft: FollowDraft): DraftResult {
  const parsed = FollowSettings.safeParse({
    allocation: plain(draft.allocation),
    sizing: sizingOf(draft),
    limits: {
      maxLeverage: numeric(draft.maxLeverage),
      maxPosition: plain(draft.maxPosition),
      maxSlippageBps: numeric(draft.maxSlippageBps),
      maxAgeMs: milliseconds(draft.maxAge),
      allowedInstruments: names(draft.allowedInstruments),
    },
  });
  if (parsed.success) return { settings: parsed.data };
  const wrong = parsed.error.issues.map(({ path }) => FIELDS.get(path.slice(0, 2).join(".")));
  return { wrong: new Set(wrong.filter((field) => field !== undefined)) };
}

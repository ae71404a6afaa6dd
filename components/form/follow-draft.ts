import { FollowSettings } from "../../lib/model/follow-settings.ts";
import type { ExitActions, ExitPath } from "./exit-texts.ts";
import { exitActions, exitTexts, exitsOf } from "./exit-texts.ts";
import type { FieldErrors } from "./field-errors.ts";
import { issueErrors } from "./field-errors.ts";
import type { LimitPath } from "./limit-texts.ts";
import { limitTexts, limitsOf } from "./limit-texts.ts";
import { numberText, numeric, plain } from "./number-text.ts";

/** The form's fields that are typed, named by their place in FollowSettings. */
export type FollowPath =
  | "allocation.amount"
  | "allocation.percent"
  | "sizing.ratio"
  | "sizing.amount"
  | "sizing.margin"
  | "multiplier"
  | "leverage.times"
  | LimitPath
  | ExitPath;

/** What is chosen from a few. */
export interface FollowChoices {
  readonly allocation: FollowSettings["allocation"]["kind"];
  readonly sizing: FollowSettings["sizing"]["kind"];
  readonly direction: FollowSettings["direction"];
  readonly sides: FollowSettings["sides"];
  readonly leverage: FollowSettings["leverage"]["kind"];
  readonly marginMode: FollowSettings["marginMode"];
  readonly existing: FollowSettings["existing"];
  readonly belowMinimum: FollowSettings["belowMinimum"];
}

/** The settings of a follow as they stand in the form. */
export interface FollowDraft {
  readonly texts: Readonly<Record<FollowPath, string>>;
  readonly choices: FollowChoices;
  readonly actions: ExitActions;
}

export function draftOf(settings: FollowSettings): FollowDraft {
  const { allocation, sizing, leverage } = settings;
  return {
    texts: {
      "allocation.amount": allocation.kind === "amount" ? allocation.amount : "",
      "allocation.percent": allocation.kind === "share" ? numberText(allocation.percent) : "",
      "sizing.ratio": sizing.kind === "fixed-ratio" ? sizing.ratio : "",
      "sizing.amount": sizing.kind === "fixed-amount" ? sizing.amount : "",
      "sizing.margin": sizing.kind === "fixed-margin" ? sizing.margin : "",
      multiplier: settings.multiplier,
      "leverage.times": leverage.kind === "leader" ? "" : numberText(leverage.times),
      ...limitTexts(settings.limits),
      ...exitTexts(settings.exits),
    },
    choices: {
      allocation: allocation.kind,
      sizing: sizing.kind,
      direction: settings.direction,
      sides: settings.sides,
      leverage: leverage.kind,
      marginMode: settings.marginMode,
      existing: settings.existing,
      belowMinimum: settings.belowMinimum,
    },
    actions: exitActions(settings.exits),
  };
}

function allocationOf({ choices, texts }: FollowDraft): unknown {
  return choices.allocation === "amount"
    ? { kind: "amount", amount: plain(texts["allocation.amount"]) }
    : { kind: "share", percent: numeric(texts["allocation.percent"]) };
}

function sizingOf({ choices, texts }: FollowDraft): unknown {
  const kind = choices.sizing;
  switch (kind) {
    case "equity-proportional":
      return { kind };
    case "fixed-ratio":
      return { kind, ratio: plain(texts["sizing.ratio"]) };
    case "fixed-amount":
      return { kind, amount: plain(texts["sizing.amount"]) };
    case "fixed-margin":
      return { kind, margin: plain(texts["sizing.margin"]) };
  }
}

function leverageOf({ choices, texts }: FollowDraft): unknown {
  const kind = choices.leverage;
  return kind === "leader" ? { kind } : { kind, times: numeric(texts["leverage.times"]) };
}

type DraftResult = { readonly settings: FollowSettings } | { readonly errors: FieldErrors };

/** The settings in a draft, or what FollowSettings refuses of it, field by field. */
export function parseDraft(draft: FollowDraft): DraftResult {
  const { texts, choices, actions } = draft;
  const parsed = FollowSettings.safeParse({
    allocation: allocationOf(draft),
    sizing: sizingOf(draft),
    multiplier: plain(texts.multiplier),
    direction: choices.direction,
    sides: choices.sides,
    leverage: leverageOf(draft),
    marginMode: choices.marginMode,
    existing: choices.existing,
    belowMinimum: choices.belowMinimum,
    limits: limitsOf(texts),
    exits: exitsOf(texts, actions),
  });
  return parsed.success ? { settings: parsed.data } : { errors: issueErrors(parsed.error.issues) };
}

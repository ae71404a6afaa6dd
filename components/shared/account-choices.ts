import type { Account, AccountSettings } from "../../lib/model/account.ts";
import type { AccountAccess } from "../../lib/model/account-key.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import type { AccountId } from "../../lib/model/identity.ts";
import type { Overview, RealAccountView } from "../../lib/model/view.ts";
import { shortAddress } from "../format/address.ts";
import { words } from "../words/current.ts";

/** An account as it is named, chosen and edited. */
export interface AccountChoice {
  readonly id: AccountId;
  readonly kind: Account["kind"];
  /** "Paper account", "Hyperliquid". */
  readonly short: string;
  /** With whose it is: "Hyperliquid 0x91c4…07ae". */
  readonly name: string;
  /** USD; null while it is not known. */
  readonly equity: DecimalString | null;
  readonly settings: AccountSettings;
  /** Null on paper, which nobody signs for. */
  readonly access: AccountAccess | null;
  /** The API wallet; null on paper. */
  readonly agent: string | null;
}

export function realAccountName({ venue, key }: Pick<RealAccountView, "venue" | "key">): string {
  const name = words.venues[venue];
  return key === null ? name : words.accounts.named(name, shortAddress(key.owner));
}

export function paperChoice({ paper }: Overview): AccountChoice {
  const name = words.positions.account;
  const { id, equity, settings } = paper;
  return { id, kind: "paper", short: name, name, equity, settings, access: null, agent: null };
}

/** Paper first: it is what is chosen unless the user chooses otherwise. */
export function accountChoices(overview: Overview): readonly AccountChoice[] {
  const real = overview.real.map((account): AccountChoice => {
    const { id, kind, venue, equity, settings, access, key } = account;
    const agent = key === null ? null : shortAddress(key.agent);
    return {
      id,
      kind,
      short: words.venues[venue],
      name: realAccountName(account),
      equity,
      settings,
      access,
      agent,
    };
  });
  return [paperChoice(overview), ...real];
}

/** The account with this id; paper where there is none any more. */
export function accountChoice(overview: Overview, id: AccountId): AccountChoice {
  return accountChoices(overview).find((choice) => choice.id === id) ?? paperChoice(overview);
}

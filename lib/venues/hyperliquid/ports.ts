import type { Address, ClientOrderId, InstrumentId, Millis } from "../../model/identity.ts";
import type { Instrument } from "../../model/instrument.ts";
import type { MarginMode } from "../../model/leverage-setting.ts";
import type { Intent, VenueFill, VenueReport } from "../../model/order.ts";
import type { AskInfo, Clock } from "../../model/request.ts";
import type { Secret } from "../../model/secret.ts";
import type { StopOrder, StopReport } from "../../model/stop.ts";

/** A signed act as `POST /exchange` and the socket's `post` take it (docs, "Exchange endpoint"). */
export interface SignedAct {
  readonly action: Readonly<Record<string, unknown>>;
  readonly nonce: number;
  readonly signature: { readonly r: string; readonly s: string; readonly v: number };
  /** The venue's time after which it is refused, ms. */
  readonly expiresAfter: number;
}

/** What became of one request that was handed over once. Nothing here throws. */
export type PostOutcome =
  /**
   * A readable JSON answer. Over REST its body; over the socket the `response` member of the frame, whole:
   * `{ type: "action" | "info" | "error", payload }`. Not validated.
   */
  | { readonly kind: "answer"; readonly body: unknown; readonly handedAt: Millis }
  /** The exchange refused the request as such (HTTP 4xx but 408, 425 and 429): nothing was carried out. */
  | { readonly kind: "refused"; readonly words: string; readonly handedAt: Millis }
  /**
   * No readable answer: timeout, 5xx, 429, line lost, not JSON. `sent` is false only where it surely never left this
   * browser. `words` are for people and hold no part of the request.
   */
  | { readonly kind: "lost"; readonly sent: boolean; readonly words: string; readonly handedAt: Millis };

/** `POST /exchange`, once. */
export type PostExchange = (act: SignedAct, withinMs: number) => Promise<PostOutcome>;

/** A request over the socket's `post` (docs, "Post requests"). */
export type SocketRequest =
  | { readonly type: "action"; readonly payload: SignedAct }
  | { readonly type: "info"; readonly payload: Readonly<Record<string, unknown>> };

/** The one socket of an account. */
export interface PrivateSocket {
  /** True while a request can be handed over at once. */
  isOpen(): boolean;
  /** Hands it over, once; never waits for a connection: not open is `lost` with `sent: false`. */
  post(request: SocketRequest, withinMs: number): Promise<PostOutcome>;
}

/** All fills of the account that were seen, each once. */
export interface OrderFills {
  /**
   * The fills of one order, oldest first, when they add up to `totalSize` (coins); waits so long for them. Null when
   * they are not all known by then.
   */
  fillsOf(
    clientOrderId: ClientOrderId,
    oid: number,
    totalSize: string,
    withinMs: number,
  ): Promise<readonly VenueFill[] | null>;
  /**
   * The fills that carry this client order id, oldest first, as soon as somebody has told so many that they add up to
   * `size` (coins). Asks nobody. Null once `signal` is aborted.
   */
  toldWhole(
    clientOrderId: ClientOrderId,
    size: string,
    signal: AbortSignal,
  ): Promise<readonly VenueFill[] | null>;
}

/** An instrument with what only this exchange needs of it. */
export interface VenueAsset {
  readonly instrument: Instrument;
  /** Its place in `meta.universe`, by which actions name it. */
  readonly index: number;
  readonly sizeDecimals: number;
  /** What may be set for it; isolated alone for `onlyIsolated`, `noCross` and `strictIsolated`. */
  readonly marginModes: readonly MarginMode[];
}

/** The instruments as last read, kept over restarts. */
export interface VenueMarket {
  /** Null where the exchange has none of that name. Rejects with a RequestError when none were ever read. */
  asset(instrument: InstrumentId): Promise<VenueAsset | null>;
}

/** What the acting half of the venue of one account is given. */
export interface HyperliquidPorts {
  /** The account that is traded and asked about, never the API wallet. */
  readonly owner: Address;
  /** The API wallet's key, fetched at each signing and not kept; null while the vault is locked. */
  readonly secret: () => Secret | null;
  readonly clock: Clock;
  readonly ask: AskInfo;
  readonly postExchange: PostExchange;
  /** Our clock minus the venue's, ms, as last measured; null when not known, and then they are taken as equal. */
  readonly clockOffsetMs: () => number | null;
  /** "testnet" signs for the other chain. */
  readonly network: "mainnet" | "testnet";
}

/** The reading half of the venue. */
export interface HyperliquidReading {
  readonly socket: PrivateSocket;
  readonly fills: OrderFills;
  readonly market: VenueMarket;
  /** Connects and subscribes; does not wait for the socket. */
  start(): Promise<void>;
  /** `account-read` or `account-unreadable`. */
  readAccount(since: Millis): Promise<VenueReport>;
  /** `order-done`, `order-rejected`, `order-not-found` or `order-unknown`. */
  lookup(intent: Intent): Promise<VenueReport>;
  lookupStop(stop: StopOrder): Promise<StopReport>;
  /** Funding and foreign fills. */
  onReport(listener: (report: VenueReport) => void): () => void;
  /** Every half minute. */
  tick(): Promise<void>;
  close(): void;
}

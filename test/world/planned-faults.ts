import { z } from "zod";

/** What the server is to do with a request instead of answering it properly. */
export type RequestFault =
  | { readonly kind: "status"; readonly status: number; readonly retryAfter: number | undefined }
  | { readonly kind: "hang" }
  | { readonly kind: "accept-silently" }
  | { readonly kind: "late"; readonly ms: number; readonly where: LateWhere };

/** On its way there (it is carried out later), or on the way of its answer (it is carried out at once). */
export type LateWhere = "before-acceptance" | "after-acceptance";

/** By which way a request comes: its own HTTP request, or the socket's `post`. */
export type RequestWay = "http" | "ws";

/** Which requests a fault is for; what is absent does not matter. */
export interface FaultTarget {
  /** How many requests; 1 when absent. */
  readonly times?: number;
  /** The info or action type. */
  readonly type?: string;
  /** "/exchange" for any action, "/info" for any question. */
  readonly path?: "/exchange" | "/info";
  readonly via?: RequestWay;
  /** Whether the action places or changes orders that wait for a mark. */
  readonly stops?: boolean;
}

interface Planned {
  left: number;
  readonly matches: (request: ArrivedRequest) => boolean;
  readonly fault: RequestFault;
}

export interface ArrivedRequest {
  readonly path: string;
  readonly type: string;
  readonly via: RequestWay;
  readonly body: unknown;
}

const Terms = z.looseObject({ t: z.looseObject({ trigger: z.unknown() }) });
const Act = z.looseObject({
  action: z.looseObject({
    orders: z.array(z.unknown()).default([]),
    modifies: z.array(z.looseObject({ order: z.unknown() })).default([]),
  }),
});

/** Whether an action has an order that waits for a mark. */
function placesStops(body: unknown): boolean {
  const { data } = Act.safeParse(body);
  const orders = [...(data?.action.orders ?? []), ...(data?.action.modifies ?? []).map(({ order }) => order)];
  return orders.some((order) => Terms.safeParse(order).data?.t.trigger !== undefined);
}

/** A time in which every request is refused with one status. */
interface Outage {
  readonly until: number;
  readonly status: number;
  readonly tellsRetryAfter: boolean;
}

/** The faults that wait for requests, in the order in which they were planned. */
export class PlannedFaults {
  #planned: Planned[] = [];
  #outage: Outage | undefined;

  plan(fault: RequestFault, { times = 1, type, path, via, stops }: FaultTarget): void {
    const matches = (request: ArrivedRequest): boolean =>
      (type === undefined || type === request.type) &&
      (via === undefined || via === request.via) &&
      (path === undefined || path === request.path) &&
      (stops === undefined || stops === placesStops(request.body));
    this.#planned.push({ left: times, matches, fault });
  }

  beginOutage(ms: number, status: number, tellsRetryAfter: boolean): void {
    this.#outage = { until: Date.now() + ms, status, tellsRetryAfter };
  }

  /** The status of an outage that lasts. */
  outage(): { readonly status: number; readonly retryAfter: number | undefined } | undefined {
    const left = (this.#outage?.until ?? 0) - Date.now();
    if (this.#outage === undefined || left <= 0) return undefined;
    const { status, tellsRetryAfter } = this.#outage;
    return { status, retryAfter: tellsRetryAfter ? Math.ceil(left / 1_000) : undefined };
  }

  take(request: ArrivedRequest): RequestFault | undefined {
    const outage = this.outage();
    if (outage !== undefined) return { kind: "status", ...outage };
    const planned = this.#planned.find((one) => one.left > 0 && one.matches(request));
    if (planned === undefined) return undefined;
    planned.left -= 1;
    return planned.fault;
  }

  clear(): void {
    this.#planned = [];
    this.#outage = undefined;
  }
}

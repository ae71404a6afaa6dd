import type { Address } from "../../lib/model/identity.ts";
import type { CardView } from "../../lib/model/view.ts";
import { AddressLine } from "./address-line.tsx";
import { isFeedLost, runningFollow } from "./card-status.ts";
import { FollowButton, FollowControl } from "./follow-control.tsx";
import { FollowRows } from "./follow-rows.tsx";
import { age, clockTime } from "./format-figures.ts";
import { LeaderFigures } from "./leader-figures.tsx";
import { NoticeBox } from "./notice-box.tsx";
import type { CardActions } from "./use-card-actions.ts";
import { type Notice, WORDS } from "./words-en.ts";

export interface CardBodyProps {
  readonly address: Address;
  readonly view: CardView | null;
  readonly stale: boolean;
  readonly now: number;
  readonly actions: CardActions;
}

export function CardBody({ address, view, stale, now, actions }: CardBodyProps) {
  const reading = view?.reading ?? null;
  const follow = runningFollow(view);
  const halted = view?.halted ?? null;
  const loading = reading === null && (view === null || view.readProblem === null);
  const followable = view !== null && follow === null && reading !== null && reading.role !== "unknown";
  return (
    <div className="body" aria-busy={loading}>
      <header className="who">
        <div>
          <AddressLine address={address} />
          {follow !== null && (
            <span className={follow.kind === "paper" ? "paper-badge" : "paper-badge real-badge"}>
              <span className="ring" />
              {WORDS.badge[follow.kind]}
            </span>
          )}
        </div>
        <p className="secondary">{loading ? WORDS.reading : subtitle(view)}</p>
      </header>
      {halted !== null && (
        <NoticeBox notice={WORDS.halted[halted]} tone={halted === "journal" ? "failure" : "warn"} urgent />
      )}
      {halted !== null && follow === null && <OpenPanel actions={actions} />}
      {follow !== null && isFeedLost(follow) && (
        <NoticeBox notice={WORDS.feedLost(age(now - follow.feed.since))} tone="failure" urgent />
      )}
      {follow !== null && (
        <section className="follow">
          <FollowControl follow={follow} actions={actions} />
          <FollowRows follow={follow} />
          <OpenPanel actions={actions} />
        </section>
      )}
      {loading && <Skeleton />}
      {view !== null && <ReadingNotice view={view} />}
      {reading !== null && reading.role !== "unknown" && <LeaderFigures reading={reading} />}
      {(stale || view?.readProblem) && reading !== null && (
        <p className="secondary">
          {WORDS.figuresFrom(clockTime(reading.readAt))}
          {stale && ` ${WORDS.reconnecting}`}
        </p>
      )}
      {stale && reading === null && <p className="secondary">{WORDS.reconnecting}</p>}
      {actions.refusal !== null && (
        <NoticeBox notice={WORDS.refusal[actions.refusal]} tone="failure" urgent />
      )}
      {followable && (
        <FollowButton
          address={address}
          allocation={view.defaultAllocation}
          disabled={halted !== null}
          actions={actions}
        />
      )}
    </div>
  );
}

function OpenPanel({ actions }: { actions: CardActions }) {
  return (
    <button
      type="button"
      className="secondary-button"
      onClick={(event) => actions.act(event, { type: "open-panel" })}
    >
      {WORDS.openPanel}
    </button>
  );
}

function subtitle(view: CardView | null): string {
  const reading = view?.reading;
  if (!reading) return WORDS.role.account;
  return reading.role === "vault" && reading.name !== null
    ? WORDS.vaultNamed(reading.name)
    : WORDS.role[reading.role];
}

/** Why there are no figures, or none that could be followed. */
function ReadingNotice({ view }: { view: CardView }) {
  const notice = readingNotice(view);
  return notice === null ? null : <NoticeBox {...notice} />;
}

function readingNotice({ reading, readProblem }: CardView): { notice: Notice; tone: "info" | "warn" } | null {
  if (readProblem !== null) return { notice: WORDS.readProblem[readProblem.kind], tone: "warn" };
  if (reading === null) return null;
  if (reading.role === "unknown") return { notice: WORDS.unknownAddress, tone: "warn" };
  if (reading.lastTradeAt === null && reading.snapshot.positions.length === 0) {
    return { notice: WORDS.neverTraded, tone: "info" };
  }
  return null;
}

/** Bars in the places of the figures, so that nothing jumps when they come. */
function Skeleton() {
  return (
    <div className="skeleton" aria-hidden="true">
      <span />
      <span />
      <span />
      <span />
    </div>
  );
}

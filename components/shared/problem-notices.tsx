import { RotateCw, WifiOff } from "lucide-react";
import type { Millis } from "../../lib/model/identity.ts";
import { Address } from "../../lib/model/identity.ts";
import type { Problem, ProblemKind } from "../../lib/model/state.ts";
import type { Overview } from "../../lib/model/view.ts";
import { shortAddress } from "../format/address.ts";
import { formatAge } from "../format/duration.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { ControlFailure } from "./control-failure.tsx";
import { isLost } from "./feed-trouble.ts";
import { Notice } from "./notice.tsx";

/** Failures interrupt (role=alert), the rest are said quietly. `retry`: "Try now" can help. */
const MANNER: Record<ProblemKind, { readonly tone: "warn" | "failure"; readonly retry: boolean }> = {
  "journal-unwritable": { tone: "failure", retry: true },
  "journal-unreadable": { tone: "failure", retry: true },
  "journal-full": { tone: "failure", retry: true },
  "clock-off": { tone: "warn", retry: true },
  "instruments-unavailable": { tone: "warn", retry: true },
  "paper-unavailable": { tone: "warn", retry: true },
  "order-unknown": { tone: "failure", retry: false },
  "paper-liquidated": { tone: "failure", retry: false },
};

/** A leader's id or address becomes a short address; anything else stays. */
function aboutText(about: string | null): string | null {
  if (about === null) return null;
  const address = Address.safeParse(about.split(":").at(-1));
  return address.success ? shortAddress(address.data) : about;
}

function TryNow() {
  const { busy, failure, run } = useCommand();
  return (
    <>
      <ActionButton icon={RotateCw} busy={busy} onPress={() => void run({ type: "try-now" })}>
        {busy ? words.feed.trying : words.feed.tryNow}
      </ActionButton>
      <ControlFailure text={failure} />
    </>
  );
}

function ProblemNotice({ problem }: { readonly problem: Problem }) {
  const { tone, retry } = MANNER[problem.kind];
  const say = words.problems[problem.kind]({ about: aboutText(problem.about), measured: problem.measured });
  return (
    <Notice
      tone={tone}
      title={say.title}
      alert={tone === "failure"}
      {...(retry ? { actions: <TryNow /> } : {})}
    >
      <span title={problem.detail ?? undefined}>{say.body}</span>
    </Notice>
  );
}

/** A lost feed, then every problem the journal knows. */
export function ProblemNotices({ overview, now }: { readonly overview: Overview; readonly now: Millis }) {
  const { feed, problems } = overview;
  const lost = isLost(feed) ? feed : null;
  if (lost === null && problems.length === 0) return null;
  return (
    <div className="notices">
      {lost !== null && (
        <Notice
          tone="failure"
          icon={WifiOff}
          alert
          large
          title={words.feed.lostTitle(formatAge(now - lost.since))}
          actions={
            <>
              <TryNow />
              <a href="https://app.hyperliquid.xyz/" target="_blank" rel="noreferrer">
                {words.feed.check}
              </a>
            </>
          }
        >
          <span title={lost.detail ?? undefined}>
            {words.feed.lostBody(words.feed.reasons[lost.reason], lost.attempts)}
          </span>
        </Notice>
      )}
      {problems.map((problem) => (
        <ProblemNotice key={problem.id} problem={problem} />
      ))}
    </div>
  );
}

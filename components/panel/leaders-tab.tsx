import { Plus } from "lucide-react";
import { useState } from "react";
import type { FollowId, Millis } from "../../lib/model/identity.ts";
import type { FollowView, Overview } from "../../lib/model/view.ts";
import { useLive } from "../live-data.ts";
import { accountChoices } from "../shared/account-choices.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { EmptyList } from "../shared/empty-list.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { StaleNote } from "../shared/stale-note.tsx";
import { words } from "../words/current.ts";
import { EditForm } from "./edit-form.tsx";
import { LeaderCard } from "./leader-card.tsx";
import { StartForm } from "./start-form.tsx";

/** An account that is not there any more has only its venue's name. */
function accountName(overview: Overview, { account }: FollowView): string {
  const known = accountChoices(overview).find(({ id }) => id === account.id);
  return known?.name ?? words.accounts.realAccount;
}

/** The leaders, and the forms to add one and to edit a follow. */
export function LeadersTab({ now }: { readonly now: Millis }) {
  const { overview } = useLive();
  const [editing, setEditing] = useState<FollowId | null>(null);
  const [adding, setAdding] = useState(false);
  if (overview === undefined) return <Skeleton rows={2} height={180} />;
  const say = words.follows;
  const edited = overview.follows.find(({ follow }) => follow.id === editing);
  if (edited !== undefined)
    return <EditForm view={edited} overview={overview} onDone={() => setEditing(null)} />;
  const none = overview.follows.length === 0;
  return (
    <>
      <StaleNote overview={overview} now={now} />
      {none ? (
        <EmptyList title={say.empty} body={words.popup.howToBody} />
      ) : (
        <ul className="rows">
          {overview.follows.map((view) => (
            <LeaderCard
              key={view.follow.id}
              view={view}
              now={now}
              pausedByAll={overview.pausedSince !== null}
              account={accountName(overview, view)}
              onEdit={() => setEditing(view.follow.id)}
            />
          ))}
        </ul>
      )}
      {adding || none ? (
        <section className="card add-leader" aria-label={none ? say.followFirst : say.followAnother}>
          <StartForm overview={overview} onStarted={() => setAdding(false)} />
        </section>
      ) : (
        <ActionButton icon={Plus} size="medium" wide onPress={() => setAdding(true)}>
          {say.followAnother}
        </ActionButton>
      )}
      <p className="label panel-note">{words.assumptions}</p>
    </>
  );
}

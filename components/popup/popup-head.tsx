import { PanelRight, SlidersHorizontal } from "lucide-react";
import { useEffect, useState } from "react";
import type { Millis } from "../../lib/model/identity.ts";
import type { Overview } from "../../lib/model/view.ts";
import { openOptions } from "../open-options.ts";
import { currentWindowId, openPanel } from "../open-panel.ts";
import { Brand } from "../shared/brand.tsx";
import { brandState } from "../shared/brand-state.ts";
import { ControlFailure } from "../shared/control-failure.tsx";
import { FeedHealth } from "../shared/feed-health.tsx";
import { words } from "../words/current.ts";

interface Props {
  readonly overview: Overview | undefined;
  readonly failed: boolean;
  readonly now: Millis;
}

export function PopupHead({ overview, failed, now }: Props) {
  const [windowId, setWindowId] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    currentWindowId().then(setWindowId, () => setFailure(words.popup.panelFailed));
  }, []);
  const open = (): void => {
    setFailure(null);
    openPanel(windowId).then(
      () => window.close(),
      () => setFailure(words.popup.panelFailed),
    );
  };
  const openAccounts = (): void => {
    setFailure(null);
    openOptions().then(
      () => window.close(),
      () => setFailure(words.accounts.openFailed),
    );
  };
  return (
    <header>
      <div className="popup-head">
        <Brand state={brandState(overview, failed)} />
        <span className="popup-head-end">
          {overview !== undefined && <FeedHealth feed={overview.feed} now={now} />}
          <button
            type="button"
            className="button button-icon"
            aria-label={words.popup.openPanel}
            title={words.popup.openPanel}
            onClick={open}
          >
            <PanelRight size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            className="button button-icon"
            aria-label={words.accounts.open}
            title={words.accounts.open}
            onClick={openAccounts}
          >
            <SlidersHorizontal size={16} aria-hidden="true" />
          </button>
        </span>
      </div>
      <ControlFailure text={failure} />
    </header>
  );
}

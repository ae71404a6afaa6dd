/** Light values; the names are the design language's. */
const LIGHT = `
  --s1: #ffffff; --s2: #f1f4f7; --s3: #e4e9ee; --line: #dce2e8; --ctl: #7b8793;
  --t1: #121920; --t2: #43505c; --t3: #5a6673;
  --accent: #1a5cc8; --on-accent: #ffffff; --real: #121920; --on-real: #ffffff; --gain: #006e63; --loss: #c0341c; --warn: #835500;
  --focus: #1a5cc8; --failure-bg: #fdecea; --failure-line: #d98d84; --warn-bg: #fcf2dd; --warn-line: #d9b263;
  --shadow: 0 12px 32px rgb(18 25 32 / 18%), 0 2px 6px rgb(18 25 32 / 10%);`;

const DARK = `
  --s1: #151b22; --s2: #1c242d; --s3: #27313c; --line: #2b3540; --ctl: #6b7988;
  --t1: #e8edf2; --t2: #b3bec9; --t3: #8e9aa7;
  --accent: #86b4ff; --on-accent: #0a1a33; --real: #f4f6f8; --on-real: #12171c; --gain: #3ed6be; --loss: #ff8060; --warn: #f0bf62;
  --focus: #a9c9ff; --failure-bg: #2c1a1d; --failure-line: #7d3a30; --warn-bg: #2a2419; --warn-line: #7a6230;
  --shadow: 0 12px 32px rgb(0 0 0 / 50%), 0 2px 6px rgb(0 0 0 / 40%);`;

/** All styles of the card, for one constructed style sheet. No font is fetched: the machine's Inter, or its own. */
export const OVERLAY_STYLES = `
:host { ${LIGHT} }
@media (prefers-color-scheme: dark) { :host { ${DARK} } }
* {
  box-sizing: border-box; margin: 0; padding: 0;
  font-feature-settings: "calt" 0; font-variant-numeric: tabular-nums;
}
.card, .tab {
  position: fixed; right: 24px; top: 68px; color: var(--t1); background: var(--s1);
  border: 1px solid var(--line); box-shadow: var(--shadow);
  font: 400 13px/18px "Inter Variable", Inter, system-ui, sans-serif; text-align: start; direction: ltr;
}
.card {
  width: 344px; max-width: calc(100vw - 16px); max-height: calc(100vh - 84px); overflow: hidden auto;
  border-radius: 14px; overscroll-behavior: contain;
}
.card > .head { position: sticky; top: 0; z-index: 1; background: var(--s1); }
.tab {
  right: 12px; display: flex; align-items: center; gap: 8px; height: 36px; padding: 0 12px 0 8px;
  border-radius: 10px; font-weight: 500;
}
.tab:hover, .icon-button:hover, .secondary-button:hover { background: var(--s3); }
.mark { flex: none; display: block; }
.line-icon { display: block; flex: none; }
button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; }
button[aria-busy="true"], button:disabled { cursor: default; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
small { font-size: 12px; line-height: 16px; font-weight: 400; color: var(--t2); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.secondary { font-size: 12px; line-height: 16px; color: var(--t3); overflow-wrap: anywhere; }
.note { color: var(--t2); }
.gain { color: var(--gain); }
.loss { color: var(--loss); }
.arrow { font-size: 9px; margin-inline-end: 3px; vertical-align: 1px; }
.icon-button {
  display: grid; place-items: center; width: 28px; height: 28px; border-radius: 6px; color: var(--t2); flex: none;
}

.head {
  display: flex; align-items: center; gap: 8px; height: 41px; padding: 0 6px 0 14px;
  border-bottom: 1px solid var(--line); cursor: grab; user-select: none; touch-action: none;
}
.head:active { cursor: grabbing; }
.product { flex: 1; font-weight: 600; }
.feed { display: flex; align-items: center; gap: 6px; font-size: 12px; color: var(--t2); }
.dot { width: 8px; height: 8px; border-radius: 50%; border: 2px solid var(--t3); flex: none; }
.feed.live .dot, .copying .dot { background: var(--gain); border-color: var(--gain); }
.feed.lost, .feed.lost .dot { color: var(--loss); border-color: var(--loss); }

.body { display: grid; gap: 12px; padding: 12px 14px 14px; }
.who > div { display: flex; align-items: center; justify-content: space-between; gap: 8px; min-height: 28px; }
.address-line { display: flex; align-items: center; gap: 2px; }
.address {
  font-size: 16px; line-height: 22px; font-weight: 600; user-select: all;
  font-feature-settings: "calt" 0, "zero" 1; font-variant-numeric: tabular-nums slashed-zero;
}
.paper-badge {
  display: flex; align-items: center; gap: 5px; height: 20px; padding: 0 7px; border-radius: 6px;
  border: 1px dashed var(--accent); color: var(--accent); font-size: 12px; font-weight: 500;
}
.real-badge { border: 1px solid var(--real); background: var(--real); color: var(--on-real); }
.real-badge .ring { border: 0; background: currentColor; }
.ring { width: 8px; height: 8px; border-radius: 50%; border: 1px dashed var(--accent); }

.follow, .leader-figures { display: grid; gap: 10px; }
.follow { padding-bottom: 12px; border-bottom: 1px solid var(--line); justify-items: start; }
.follow > * { width: 100%; }
.follow > .secondary-button { width: auto; }
.tiles { display: grid; grid-template-columns: repeat(3, auto); justify-content: space-between; gap: 12px; }
.tiles dt { font-size: 11px; line-height: 14px; color: var(--t3); }
.tiles dd { font-size: 14px; line-height: 20px; font-weight: 600; }
.rows { display: grid; gap: 5px; }
.rows > div { display: flex; justify-content: space-between; gap: 12px; }
.rows dt { color: var(--t2); font-size: 12px; line-height: 18px; white-space: nowrap; }
.rows dd { font-weight: 500; text-align: end; }
.positions { list-style: none; border-top: 1px solid var(--line); padding-top: 8px; display: grid; gap: 6px; }
.positions li { display: grid; grid-template-columns: 1fr auto; column-gap: 12px; }
.positions .instrument { font-weight: 500; overflow-wrap: anywhere; }
.positions .notional { text-align: end; order: 2; }
.positions .size, .positions .pnl { font-size: 12px; line-height: 16px; }
.positions .size { color: var(--t3); order: 3; }
.positions .pnl { text-align: end; order: 4; }
.positions .instrument { order: 1; }

.primary {
  width: 100%; height: 44px; border-radius: 10px; background: var(--accent); color: var(--on-accent);
  font-size: 14px; font-weight: 600;
}
.primary:hover { filter: brightness(1.06); }
.primary[aria-busy="true"], .follow-control button[aria-busy="true"] { opacity: .7; }
.primary:disabled { background: var(--s3); color: var(--t3); filter: none; }
.follow-button > p { margin-top: 8px; text-align: center; }
.secondary-button {
  justify-self: start; height: 28px; padding: 0 12px; border-radius: 8px; border: 1px solid var(--ctl);
  font-weight: 500;
}
.follow-control {
  display: flex; height: 44px; border: 1px dashed var(--accent); border-radius: 10px; overflow: hidden;
  font-size: 14px; font-weight: 500;
}
.follow-control .state { flex: 1; display: flex; align-items: center; gap: 10px; padding: 0 14px; }
.follow-control button {
  display: flex; align-items: center; gap: 6px; padding: 0 16px; background: var(--s3);
  border-inline-start: 1px dashed var(--accent); font-weight: 500;
}
.follow-control.real, .follow-control.real button { border-style: solid; border-color: var(--real); }
.follow-control button:hover { background: var(--s2); }
.follow-control button:focus-visible { outline-offset: -4px; }

.notice { display: flex; gap: 10px; padding: 10px; border: 1px solid var(--line); border-radius: 10px; background: var(--s2); color: var(--t2); }
.notice strong { color: var(--t1); font-weight: 600; }
.notice .line-icon { margin-top: 1px; }
.notice.warn { background: var(--warn-bg); border-color: var(--warn-line); }
.notice.warn .line-icon { color: var(--warn); }
.notice.failure { background: var(--failure-bg); border-color: var(--failure-line); }
.notice.failure .line-icon { color: var(--loss); }
.skeleton { display: grid; gap: 10px; }
.skeleton span { height: 18px; border-radius: 6px; background: var(--s3); }
.skeleton span:first-child { height: 36px; }
.skeleton span:last-child { height: 44px; }

@media (prefers-reduced-motion: no-preference) {
  button { transition: background-color 120ms, filter 120ms; }
}
@media (forced-colors: active) {
  .card, .tab, .notice, .primary, .secondary-button, .icon-button { border: 1px solid; }
  .skeleton span { border: 1px solid GrayText; }
  .feed.live .dot, .copying .dot { background: CanvasText; forced-color-adjust: none; }
}
`;

/** What a browser tells of a message's sender; a part of `runtime.MessageSender`. */
export interface MessageSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined } | undefined;
}

export interface SenderRules {
  /** `runtime.id`. */
  readonly extensionId: string;
  /** Origin of the extension's own pages, without a slash at the end: "chrome-extension://<id>". */
  readonly extensionOrigin: string;
  /** Origins whose pages carry our content scripts: "https://hypurrscan.io". See pageOriginsOf. */
  readonly pageOrigins: readonly string[];
}

export type SenderKind = "extension" | "page" | "refused";

/**
 * Who sends. A compromised page process can say whatever our content script could say, so what counts is only
 * what the browser fills in: the id, the URL and the origin, the tab and the frame. Frames inside a page are
 * refused, whoever's they are: a page could lay ours under the user's cursor.
 */
export function senderKind(sender: MessageSender, rules: SenderRules): SenderKind {
  if (sender.id !== rules.extensionId) return "refused";
  const origin = originOf(sender.url);
  if (origin === null || (sender.origin !== undefined && sender.origin !== origin)) return "refused";
  const top = sender.frameId === undefined || sender.frameId === 0;
  if (origin === rules.extensionOrigin) return top ? "extension" : "refused";
  const inTab = typeof sender.tab?.id === "number" && sender.frameId === 0;
  return inTab && rules.pageOrigins.includes(origin) ? "page" : "refused";
}

/** `URL.origin` is "null" for extension schemes in some engines, so it is put together here. */
function originOf(url: string | undefined): string | null {
  if (typeof url !== "string" || !URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return host === "" ? null : `${protocol}//${host}`;
}

/**
 * The origins of match patterns with one plain host, as in the manifest's `content_scripts`:
 * "https://hypurrscan.io/*" gives "https://hypurrscan.io". Patterns with a wildcard before the path give none.
 */
export function pageOriginsOf(matchPatterns: readonly string[]): readonly string[] {
  const origins = matchPatterns.flatMap((pattern) => {
    const origin = /^(https:\/\/[^/*]+)\//.exec(pattern)?.[1];
    return origin === undefined ? [] : [origin];
  });
  return [...new Set(origins)];
}

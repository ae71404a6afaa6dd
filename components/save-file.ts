/** The browser has taken the text by then, ms. */
const LET_GO_AFTER_MS = 60_000;

/** Hands text to the browser as a download, so that it lands where the user's downloads do. */
export function saveFile(name: string, parts: readonly string[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), LET_GO_AFTER_MS);
}

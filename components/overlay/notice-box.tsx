import { LineIcon } from "./icons.tsx";
import type { Notice } from "./words-en.ts";

export interface NoticeBoxProps {
  readonly notice: Notice;
  readonly tone: "info" | "warn" | "failure";
  /** Said at once by a screen reader: only for a lost feed and an act that failed. */
  readonly urgent?: boolean;
}

export function NoticeBox({ notice, tone, urgent = false }: NoticeBoxProps) {
  return (
    <div className={`notice ${tone}`} role={urgent ? "alert" : undefined}>
      <LineIcon name="warning" />
      <p>
        <strong>{notice.what}</strong> {notice.next}
      </p>
    </div>
  );
}

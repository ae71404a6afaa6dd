import { Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  readonly tone: "info" | "warn" | "failure";
  readonly title: string;
  readonly icon?: LucideIcon;
  /** role=alert interrupts: only for a lost feed, a failed order and a guard that was hit. */
  readonly alert?: boolean;
  /** A title on its own line. */
  readonly large?: boolean;
  readonly children?: ReactNode;
  readonly actions?: ReactNode | undefined;
}

/** What happened, what is safe, what to do. */
export function Notice({ tone, title, icon, alert = false, large = false, children, actions }: Props) {
  const Icon = icon ?? (tone === "info" ? Info : TriangleAlert);
  return (
    <div className={`notice notice-${tone}`} role={alert ? "alert" : "status"}>
      <Icon size={16} aria-hidden="true" />
      <div className="notice-body">
        <strong className={large ? "notice-title" : undefined}>{title}</strong> {children}
        {actions !== undefined && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}

import type { ComponentType, ReactNode } from "react";

interface Props {
  readonly children: ReactNode;
  readonly icon?: ComponentType<{ readonly size?: number }>;
  /** ink: what may lead to a real order. primary: paper, or what is safe. */
  readonly kind?: "secondary" | "primary" | "ink" | "ghost";
  readonly size?: "small" | "medium" | "large";
  readonly wide?: boolean;
  readonly busy?: boolean;
  /** Cannot be pressed as things stand; beside it stands why. */
  readonly disabled?: boolean;
  readonly name?: string;
  readonly submit?: boolean;
  readonly onPress?: () => void;
}

/**
 * A button. While busy it stays focusable and takes no press: `disabled` would drop the keyboard's focus.
 */
export function ActionButton({
  children,
  icon: Icon,
  kind = "secondary",
  size = "small",
  wide = false,
  busy = false,
  disabled = false,
  name,
  submit = false,
  onPress,
}: Props) {
  const classes = ["button", `button-${kind}`, `button-${size}`, wide ? "button-wide" : ""].join(" ").trim();
  return (
    <button
      type={submit ? "submit" : "button"}
      className={classes}
      aria-disabled={busy || disabled}
      aria-busy={busy}
      aria-label={name}
      onClick={(event) => {
        if (busy || disabled) event.preventDefault();
        else onPress?.();
      }}
    >
      {Icon !== undefined && <Icon size={size === "small" ? 12 : 14} />}
      {children}
    </button>
  );
}

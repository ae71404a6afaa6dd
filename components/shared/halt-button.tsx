import { OctagonX } from "lucide-react";
import { words } from "../words/current.ts";
import { CommandButton } from "./command-button.tsx";

interface Props {
  /** Whether the user has halted everything. */
  readonly halted: boolean;
  /** Whether a follow with real money runs: lifting the halt then sends real orders. */
  readonly real: boolean;
  readonly size: "small" | "medium" | "large";
}

/** Halt, in one press; Lift halt while it is in force. */
export function HaltButton({ halted, real, size }: Props) {
  const say = words.control;
  const wide = size !== "small";
  return halted ? (
    <CommandButton
      message={{ type: "lift-halt" }}
      label={say.liftHalt}
      busyLabel={say.lifting}
      kind={real ? "ink" : "primary"}
      size={size}
      wide={wide}
    />
  ) : (
    <CommandButton
      message={{ type: "halt" }}
      label={say.halt}
      busyLabel={say.halting}
      icon={OctagonX}
      size={size}
      wide={wide}
    />
  );
}

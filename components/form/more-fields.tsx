import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";

interface Props {
  readonly label: string;
  /** Open from the start: something in it differs from what is usual. */
  readonly inUse: boolean;
  /** A field in it is wrong, which must be seen. */
  readonly wrong: boolean;
  readonly children: ReactNode;
}

/** The rarely used fields of a group, folded away. */
export function MoreFields({ label, inUse, wrong, children }: Props) {
  const [open, setOpen] = useState(inUse);
  return (
    <Collapsible.Root className="more-fields" open={open || wrong} onOpenChange={setOpen}>
      <Collapsible.Trigger className="button button-ghost more-fields-trigger">
        <ChevronDown size={14} aria-hidden="true" />
        {label}
      </Collapsible.Trigger>
      <Collapsible.Panel className="edit-group">{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}

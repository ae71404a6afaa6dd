import { Menu } from "@base-ui/react/menu";
import type { LucideIcon } from "lucide-react";

interface Props {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly body: string;
  readonly onPress: () => void;
}

/** A line of a menu, with what it does. */
export function MenuItem({ icon: Icon, title, body, onPress }: Props) {
  return (
    <Menu.Item className="menu-item" onClick={onPress} label={title}>
      <Icon size={16} aria-hidden="true" />
      <span>
        <span className="menu-title">{title}</span>
        <span className="secondary menu-body">{body}</span>
      </span>
    </Menu.Item>
  );
}

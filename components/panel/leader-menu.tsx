import { Menu } from "@base-ui/react/menu";
import { Ellipsis, Square, SlidersHorizontal } from "lucide-react";
import type { Ref } from "react";
import type { Address } from "../../lib/model/identity.ts";
import { shortAddress } from "../format/address.ts";
import { words } from "../words/current.ts";
import { MenuItem } from "./menu-item.tsx";

interface Props {
  readonly ref: Ref<HTMLButtonElement>;
  readonly address: Address;
  readonly onEdit: () => void;
  readonly onStop: () => void;
}

export function LeaderMenu({ ref, address, onEdit, onStop }: Props) {
  const say = words.follows;
  return (
    <Menu.Root>
      <Menu.Trigger ref={ref} className="button button-icon" aria-label={say.menu(shortAddress(address))}>
        <Ellipsis size={16} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="menu-positioner">
          <Menu.Popup className="menu">
            <MenuItem icon={SlidersHorizontal} title={say.edit} body={say.editBody} onPress={onEdit} />
            <MenuItem icon={Square} title={say.stop} body={say.stopBody} onPress={onStop} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

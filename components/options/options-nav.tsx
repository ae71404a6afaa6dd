import { Download, Keyboard, Wallet } from "lucide-react";
import { browser } from "wxt/browser";
import { Brand } from "../shared/brand.tsx";
import type { BrandState } from "../shared/brand.tsx";
import { words } from "../words/current.ts";

/** The parts of this page that there are. */
const SECTIONS = [
  { href: "#accounts", icon: Wallet, name: words.options.title },
  { href: "#data", icon: Download, name: words.options.data.title },
  { href: "#keyboard", icon: Keyboard, name: words.options.keyboard.title },
];

export function OptionsNav({ state }: { readonly state: BrandState }) {
  const say = words.options;
  return (
    <div className="options-side">
      <Brand state={state} />
      <nav aria-label={say.navigation}>
        <ul className="options-nav">
          {SECTIONS.map(({ href, icon: Icon, name }) => (
            <li key={href}>
              <a href={href}>
                <Icon size={15} aria-hidden="true" />
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p className="label options-version">{say.version(browser.runtime.getManifest().version)}</p>
    </div>
  );
}

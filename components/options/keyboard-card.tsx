import { useEffect, useState } from "react";
import { browser } from "wxt/browser";
import { words } from "../words/current.ts";

/** Keys by the manifest's command; null before the browser has told them, or when it could not. */
type Keys = ReadonlyMap<string, string>;

const COMMANDS = ["pause-all", "halt"] as const;

async function readKeys(): Promise<Keys> {
  const commands = await browser.commands.getAll();
  return new Map(commands.map(({ name, shortcut }) => [name ?? "", shortcut ?? ""]));
}

function Shortcut({ keys }: { readonly keys: string }) {
  if (keys === "") return <span className="secondary">{words.options.keyboard.none}</span>;
  return (
    <span className="keys">
      {keys.split("+").map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** The shortcuts as the browser has them. */
export function KeyboardCard() {
  const [keys, setKeys] = useState<Keys | "unreadable" | null>(null);
  const say = words.options.keyboard;
  useEffect(() => {
    readKeys().then(setKeys, () => setKeys("unreadable"));
  }, []);
  return (
    <section className="card box" aria-labelledby="keyboard">
      <h2 className="box-title" id="keyboard" tabIndex={-1}>
        {say.title}
      </h2>
      {keys === "unreadable" && <p className="secondary">{say.unreadable}</p>}
      {keys !== null && keys !== "unreadable" && (
        <dl className="shortcuts">
          {COMMANDS.map((command) => (
            <div key={command} className="shortcut">
              <dt>{say.commands[command]}</dt>
              <dd>
                <Shortcut keys={keys.get(command) ?? ""} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="secondary">{say.body}</p>
    </section>
  );
}

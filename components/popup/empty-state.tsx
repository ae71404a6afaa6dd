import { AddressForm } from "../shared/address-form.tsx";
import { words } from "../words/current.ts";

/** How to follow a leader, and a field to do it here. */
export function EmptyState() {
  return (
    <section className="empty" aria-labelledby="how-to">
      <h2 className="title" id="how-to">
        {words.popup.howTo}
      </h2>
      <p className="secondary">{words.popup.howToBody}</p>
      <AddressForm />
    </section>
  );
}

import { words } from "../words/current.ts";

/** Grey bars in the place of what is being read. No spinner, no figures. */
export function Skeleton({ rows, height }: { readonly rows: number; readonly height: number }) {
  return (
    <output aria-label={words.loading} className="skeletons">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="skeleton" style={{ height, borderRadius: 10, marginBottom: 8 }} />
      ))}
    </output>
  );
}

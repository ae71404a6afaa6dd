/** A list with nothing in it says what will be there. */
export function EmptyList({ title, body }: { readonly title: string; readonly body?: string }) {
  return (
    <div className="empty-list">
      <p className="empty-list-title">{title}</p>
      {body !== undefined && <p className="secondary">{body}</p>}
    </div>
  );
}

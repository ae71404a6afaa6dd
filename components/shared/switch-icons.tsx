interface Props {
  readonly size?: number;
}

/** Two bars. */
export function PauseIcon({ size = 11 }: Props) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M3.5 1v10M8.5 1v10" stroke="currentColor" strokeWidth="2" fill="none" />
    </svg>
  );
}

/** A filled triangle. */
export function PlayIcon({ size = 11 }: Props) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2 .8 11 6l-9 5.200Z" fill="currentColor" />
    </svg>
  );
}

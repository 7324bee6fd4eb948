/** Two streams and the node they pass through. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M5 11c5 0 6 4 11 4s6-4 11-4M5 20c5 0 6 4 11 4s6-4 11-4"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="16" cy="15" r="3.2" fill="var(--on-accent)" />
    </svg>
  )
}

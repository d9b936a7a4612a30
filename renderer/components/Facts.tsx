import type { ReactNode } from 'react'

export interface FactItem { label: string, value: ReactNode }

/** Label and value, line by line. */
export function Facts({ items, columns = 1 }: { items: readonly FactItem[], columns?: 1 | 2 }) {
  return (
    <dl className={`facts facts-${columns}`}>
      {items.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  )
}

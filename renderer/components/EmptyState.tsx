import type { ReactNode } from 'react'

/** Nothing is here yet: says why and what to do. */
export function EmptyState({ title, text, action, icon }: { title: string, text: ReactNode, action?: ReactNode, icon?: ReactNode }) {
  return (
    <div className="empty-state">
      {icon !== undefined && <div className="empty-icon" aria-hidden="true">{icon}</div>}
      <p className="empty-title">{title}</p>
      <p className="muted empty-text">{text}</p>
      {action !== undefined && <div className="empty-action">{action}</div>}
    </div>
  )
}

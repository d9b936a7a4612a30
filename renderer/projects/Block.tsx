import type { ReactNode } from 'react'

/** One subject of a screen, with its heading. */
export function Block({ title, extra, children, id }: { title: string, extra?: ReactNode, children: ReactNode, id?: string }): ReactNode {
  return (
    <section className="prj-block" id={id} aria-label={title}>
      <header className="prj-block-head"><h2>{title}</h2>{extra !== undefined && <div className="prj-block-extra">{extra}</div>}</header>
      {children}
    </section>
  )
}

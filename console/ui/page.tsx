/** The frame of a page outside the inbox: title, what stands beside it, and the scrolling body. */
import type { ReactNode } from 'react';

interface PageProps {
  readonly title: string;
  readonly count?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** The body scrolls as a whole; a virtual table brings its own scroller. */
  readonly isFixed?: boolean;
}

export function Page({ title, count, aside, children, isFixed = false }: PageProps) {
  return (
    <div className="page">
      <header className="pane-head page-head">
        <h1 className="page-title">
          {title} {count !== undefined && <span className="page-count">{count}</span>}
        </h1>
        {aside}
      </header>
      <div className={isFixed ? 'page-body page-body-fixed' : 'page-body'}>{children}</div>
    </div>
  );
}

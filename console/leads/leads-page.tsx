/** The leads table: every conversation that became a lead, filtered and sorted in the browser, drawn row by row as seen. */
import { useMemo, useState } from 'react';
import { filterRows, type LeadFilter, type LeadOrder, sortRows } from '../model/lead-rows.js';
import { useSettings } from '../settings/settings-store.js';
import { Page } from '../ui/page.js';
import { EmptyNote, FaultNote, SkeletonLines, useDelayed } from '../ui/state-notes.js';
import { TABLE_LIMIT, useTableRows } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import { LeadFilters } from './lead-filters.js';
import { LeadTable } from './lead-table.js';

export function LeadsPage() {
  const words = useWords();
  const { language, density } = useSettings();
  const query = useTableRows();
  const [filter, setFilter] = useState<LeadFilter>({ text: '' });
  const [order, setOrder] = useState<LeadOrder>({ column: 'score', isDescending: true });
  const isSlow = useDelayed(query.isPending);
  const leads = useMemo(
    () =>
      (query.data?.rows ?? []).filter((row) => row.leadClass !== undefined || row.scorePercent !== undefined),
    [query.data],
  );
  const rows = useMemo(
    () => sortRows(filterRows(leads, filter), order, language),
    [leads, filter, order, language],
  );
  const isCapped = query.data !== undefined && query.data.rows.length >= TABLE_LIMIT;
  const body = () => {
    if (query.data === undefined && query.error) {
      return (
        <FaultNote error={query.error} text={words.states.leadsFailed} onRetry={() => void query.refetch()} />
      );
    }
    if (query.data === undefined)
      return isSlow ? <SkeletonLines heights={[28, 28, 28, 28, 28, 28, 28]} /> : null;
    if (leads.length === 0) return <EmptyNote text={words.leads.empty} />;
    if (rows.length === 0) return <EmptyNote text={words.leads.nothingFound} />;
    return <LeadTable key={density} rows={rows} order={order} onOrder={setOrder} />;
  };
  return (
    <Page
      title={words.leads.title}
      count={query.data ? words.leads.count(rows.length, leads.length) : undefined}
      isFixed
    >
      <LeadFilters filter={filter} onFilter={setFilter} />
      {isCapped && <p className="meta table-note">{words.leads.capped(TABLE_LIMIT)}</p>}
      {body()}
    </Page>
  );
}

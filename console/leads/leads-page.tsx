/** The leads table: every conversation that became a lead, filtered and sorted in the browser, drawn row by row as seen. */
import { useMemo, useState } from 'react';
import { filterRows, type LeadFilter, type LeadOrder, sortRows } from '../model/lead-rows.js';
import { useSettings } from '../settings/settings-store.js';
import { Page } from '../ui/page.js';
import { QueryBody } from '../ui/query-body.js';
import { EmptyNote } from '../ui/state-notes.js';
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
  return (
    <Page
      title={words.leads.title}
      count={query.data ? words.leads.count(rows.length, leads.length) : undefined}
      isFixed
    >
      <LeadFilters filter={filter} onFilter={setFilter} />
      {isCapped && <p className="meta table-note">{words.leads.capped(TABLE_LIMIT)}</p>}
      <QueryBody
        query={query}
        skeleton={[28, 28, 28, 28, 28, 28, 28]}
        failed={words.states.leadsFailed}
        empty={words.leads.empty}
        isEmpty={() => leads.length === 0}
      >
        {() =>
          rows.length === 0 ? (
            <EmptyNote text={words.leads.nothingFound} />
          ) : (
            <LeadTable key={density} rows={rows} order={order} onOrder={setOrder} />
          )
        }
      </QueryBody>
    </Page>
  );
}

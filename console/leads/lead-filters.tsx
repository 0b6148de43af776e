/** Search and the three filters above the leads table. */
import { Select, TextInput } from '@mantine/core';
import { LEAD_CLASSES, UNCLEAR_CLASS } from '../../protocol/index.js';
import type { LeadFilter } from '../model/lead-rows.js';
import { Icon } from '../ui/icon.js';
import { useWords } from '../words/use-words.js';

interface LeadFiltersProps {
  readonly filter: LeadFilter;
  readonly onFilter: (filter: LeadFilter) => void;
}

export function LeadFilters({ filter, onFilter }: LeadFiltersProps) {
  const words = useWords();
  return (
    <div className="table-filters">
      <TextInput
        type="search"
        size="sm"
        className="table-search"
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        placeholder={words.leads.search}
        aria-label={words.leads.search}
        leftSection={<Icon name="search" size={16} />}
      />
      <FilterSelect
        label={words.leads.state}
        allLabel={words.leads.anyReadiness}
        value={filter.readiness}
        options={Object.entries(words.readiness)}
        onChange={(readiness) => onFilter({ ...filter, readiness })}
      />
      <FilterSelect
        label={words.inbox.leadClass}
        allLabel={words.inbox.anyClass}
        value={filter.leadClass}
        options={[...LEAD_CLASSES, UNCLEAR_CLASS].map((name) => [name, words.classes[name] ?? name])}
        onChange={(leadClass) => onFilter({ ...filter, leadClass })}
      />
      <FilterSelect
        label={words.inbox.channel}
        allLabel={words.inbox.anyChannel}
        value={filter.channel}
        options={Object.entries(words.channels)}
        onChange={(channel) => onFilter({ ...filter, channel })}
      />
    </div>
  );
}

interface FilterSelectProps {
  readonly label: string;
  readonly allLabel: string;
  readonly value?: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value?: string) => void;
}

function FilterSelect({ label, allLabel, value, options, onChange }: FilterSelectProps) {
  return (
    <Select
      size="sm"
      className="table-filter"
      aria-label={label}
      allowDeselect={false}
      value={value ?? ''}
      onChange={(next) => onChange(next || undefined)}
      data={[
        { value: '', label: allLabel },
        ...options.map(([name, text]) => ({ value: name, label: text })),
      ]}
    />
  );
}

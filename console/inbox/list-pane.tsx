/** The head of the inbox list: title, count, search and filters, above whatever list it is given. */
import { ActionIcon, Button, Popover, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { LEAD_CLASSES } from '../../protocol/index.js';
import { regionOf } from '../model/clock-text.js';
import { useSettings } from '../settings/settings-store.js';
import { Icon } from '../ui/icon.js';
import { NO_FILTER, type RowFilter } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import type { ListRows } from './use-list-rows.js';

interface ListPaneProps {
  readonly list: ListRows;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
  /** Given where the list lies in a drawer. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

type FilterProps = Pick<ListPaneProps, 'filter' | 'onFilter'>;

const SEARCH_DELAY_MS = 200;

export function ListPane({ list, filter, onFilter, onClose, children }: ListPaneProps) {
  const words = useWords();
  const { language } = useSettings();
  const count = new Intl.NumberFormat(regionOf(language)).format(list.total);
  return (
    <section className="list-pane" aria-label={words.inbox.list}>
      <header className="pane-head">
        <h1 className="page-title">
          {words.inbox.title} {list.isLoaded && <span className="page-count">{count}</span>}
        </h1>
        <FilterMenu filter={filter} onFilter={onFilter} />
        {onClose && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={words.inbox.closeList}
            className="plain-action"
            onClick={onClose}
          >
            <Icon name="close" />
          </ActionIcon>
        )}
      </header>
      <SearchField key={filter.query === '' ? 'empty' : 'search'} filter={filter} onFilter={onFilter} />
      {children}
    </section>
  );
}

function SearchField({ filter, onFilter }: FilterProps) {
  const words = useWords();
  const [text, setText] = useState(filter.query);
  const apply = useDebouncedCallback(
    (query: string) => onFilter({ ...filter, query: query.trim() }),
    SEARCH_DELAY_MS,
  );
  const change = (value: string) => {
    setText(value);
    apply(value);
  };
  return (
    <div className="list-search">
      <TextInput
        type="search"
        size="sm"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        placeholder={words.inbox.search}
        aria-label={words.inbox.search}
        leftSection={<Icon name="search" size={16} />}
        autoComplete="off"
      />
    </div>
  );
}

function FilterMenu({ filter, onFilter }: FilterProps) {
  const words = useWords();
  const active = Number(filter.channel !== '') + Number(filter.class !== '');
  const label =
    active > 0 ? `${words.inbox.filter}: ${words.inbox.filterActive(active)}` : words.inbox.filter;
  return (
    <Popover position="bottom-end" trapFocus shadow="md" width={250}>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={label}
          title={label}
          className={active > 0 ? 'plain-action has-filter' : 'plain-action'}
        >
          <Icon name="filter" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className="filter-menu">
        <FilterSelects filter={filter} onFilter={onFilter} />
        <Button
          variant="default"
          size="sm"
          fullWidth
          disabled={active === 0}
          onClick={() => onFilter({ ...NO_FILTER, query: filter.query })}
        >
          {words.inbox.reset}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterSelects({ filter, onFilter }: FilterProps) {
  const words = useWords();
  const shared = { size: 'sm', allowDeselect: false, comboboxProps: { withinPortal: false } } as const;
  return (
    <>
      <Select
        {...shared}
        label={words.inbox.channel}
        value={filter.channel}
        onChange={(channel) => onFilter({ ...filter, channel: channel ?? '' })}
        data={[
          { value: '', label: words.inbox.anyChannel },
          ...Object.entries(words.channels).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Select
        {...shared}
        label={words.inbox.leadClass}
        value={filter.class}
        onChange={(leadClass) => onFilter({ ...filter, class: leadClass ?? '' })}
        data={[
          { value: '', label: words.inbox.anyClass },
          ...LEAD_CLASSES.map((value) => ({ value: value as string, label: words.classes[value] ?? value })),
        ]}
      />
    </>
  );
}

/** The settings of this browser, what the server says about the business, and the keys. */
import { SegmentedControl } from '@mantine/core';
import { pickText } from '../../protocol/index.js';
import { Page } from '../ui/page.js';
import { useSession } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import { type ConsoleSettings, changeSettings, useSettings } from './settings-store.js';

export function SettingsPage() {
  const words = useWords();
  const settings = useSettings();
  return (
    <Page title={words.settings.title}>
      <div className="settings">
        <section>
          <p className="meta">{words.settings.note}</p>
          <Choice
            label={words.settings.language}
            value={settings.language}
            options={{ en: 'English', zh: '中文' }}
            onChange={(language) => changeSettings({ language })}
          />
          <Choice
            label={words.settings.scheme}
            value={settings.scheme}
            options={{ auto: words.settings.auto, light: words.settings.light, dark: words.settings.dark }}
            onChange={(scheme) => changeSettings({ scheme })}
          />
          <Choice
            label={words.settings.density}
            value={settings.density}
            options={{ comfortable: words.settings.comfortable, compact: words.settings.compact }}
            onChange={(density) => changeSettings({ density })}
          />
        </section>
        <Business />
        <Keys />
      </div>
    </Page>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends ConsoleSettings[keyof ConsoleSettings]>({
  label,
  value,
  options,
  onChange,
}: ChoiceProps<Value>) {
  const names = Object.keys(options) as Value[];
  return (
    <div className="setting">
      <span className="setting-label" aria-hidden="true">
        {label}
      </span>
      <SegmentedControl
        aria-label={label}
        withItemsBorders={false}
        value={value}
        onChange={(next) => {
          const chosen = names.find((name) => name === next);
          if (chosen !== undefined) onChange(chosen);
        }}
        data={names.map((name) => ({ value: name, label: options[name] }))}
      />
    </div>
  );
}

function Business() {
  const words = useWords();
  const { language } = useSettings();
  const session = useSession().data;
  if (!session) return null;
  const spoken = session.speechLocales.map((locale) => words.languages[locale] ?? locale).join(', ');
  const facts = [
    [words.settings.brand, pickText(session.brand, language)],
    [words.settings.timeZone, session.timeZone],
    [words.settings.spoken, spoken === '' ? words.settings.none : spoken],
  ] as const;
  return (
    <section>
      <h2 className="block-title">{words.settings.business}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div className="fact" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="meta">{words.settings.timeZoneNote}</p>
    </section>
  );
}

function Keys() {
  const words = useWords();
  return (
    <section>
      <h2 className="block-title">{words.settings.keys}</h2>
      <dl className="facts">
        {words.settings.keyList.map(([key, does]) => (
          <div className="fact" key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

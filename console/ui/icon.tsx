/** Every icon of the console: one stroke, one size grid (24), drawn in the colour of the text beside it. */

const SHAPES = {
  inbox:
    'M4 13.5 6.4 5.6A1.6 1.6 0 0 1 8 4.5h8a1.6 1.6 0 0 1 1.6 1.1L20 13.5v4.4a1.6 1.6 0 0 1-1.6 1.6H5.6A1.6 1.6 0 0 1 4 17.9zM4 13.5h4.6l1.3 2.4h4.2l1.3-2.4H20',
  leads:
    'M12.4 8a3.4 3.4 0 1 1-6.8 0 3.4 3.4 0 0 1 6.8 0M2.8 19.5c.4-3.6 2.9-5.6 6.2-5.6s5.8 2 6.2 5.6M15.6 4.8a3.3 3.3 0 0 1 0 6.4M17.6 14.2c2 .7 3.3 2.4 3.6 5.3',
  reports: 'M4 20h16M6 20v-7h3v7M10.6 20V5h3v15M15.2 20v-10h3v10',
  models:
    'M7 7h10v10H7zM10.4 10.4h3.2v3.2h-3.2zM9.5 7V3.6M14.5 7V3.6M9.5 20.4V17M14.5 20.4V17M7 9.5H3.6M7 14.5H3.6M20.4 9.5H17M20.4 14.5H17',
  settings:
    'M4 7.5h8.6M17.4 7.5H20M4 16.5h2.6M11.4 16.5H20M15 5.1a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8M9 14.1a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8',
  phone:
    'M6.3 3.8h2.5l1.7 4.3-2 1.5a12 12 0 0 0 5.9 5.9l1.5-2 4.3 1.7v2.5a2 2 0 0 1-2.2 2A16.3 16.3 0 0 1 4.3 6a2 2 0 0 1 2-2.2',
  chat: 'M5.6 4.5h12.8A1.6 1.6 0 0 1 20 6.1v8.8a1.6 1.6 0 0 1-1.6 1.6H12l-4.2 3.4v-3.4H5.6A1.6 1.6 0 0 1 4 14.9V6.1a1.6 1.6 0 0 1 1.6-1.6M8 9h8M8 12.4h5',
  microphone:
    'M12 3.6a2.8 2.8 0 0 1 2.8 2.8v5a2.8 2.8 0 0 1-5.6 0v-5A2.8 2.8 0 0 1 12 3.6M5.8 11.2a6.2 6.2 0 0 0 12.4 0M12 17.4v3',
  terminal: 'M4 5h16v14H4zM7.4 9.4l2.8 2.6-2.8 2.6M12.4 15h4',
  search: 'M10.8 4.4a6.4 6.4 0 1 1 0 12.8 6.4 6.4 0 0 1 0-12.8M15.5 15.5l4.3 4.3',
  filter: 'M4 5.2h16l-6.2 7.2v5.2l-3.6 1.8v-7z',
  list: 'M4 6.5h16M4 12h16M4 17.5h16',
  back: 'M19.5 12h-15M10.5 6l-6 6 6 6',
  close: 'M6 6l12 12M18 6 6 18',
  play: 'M8 5.2v13.6L19 12z',
  pause: 'M9 6v12M15 6v12',
  replay: 'M4.6 9.4A8 8 0 1 1 4 12.6M4.2 4.6v5h5',
  forward: 'M19.4 9.4A8 8 0 1 0 20 12.6M19.8 4.6v5h-5',
  download: 'M12 4v11M7.2 10.6 12 15.4l4.8-4.8M4.5 19.5h15',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  check: 'M5 12.6l4.4 4.4L19 7.4',
  look: 'M2.8 12S6.2 5.8 12 5.8 21.2 12 21.2 12 17.8 18.2 12 18.2 2.8 12 2.8 12M12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6',
  wait: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16M12 7.6V12l3 2',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  cut: 'M4 12h5.5M14.5 12H20M12 5v3M12 10.6v3M12 16.2v3',
  person: 'M15.6 8a3.6 3.6 0 1 1-7.2 0 3.6 3.6 0 0 1 7.2 0M5 20c.5-4 3.2-6.2 7-6.2s6.5 2.2 7 6.2',
  document: 'M6 3.8h8l4 4v12.4H6zM14 3.8v4h4M9 12.4h6M9 16h4',
  chevron: 'M6.5 9.5 12 15l5.5-5.5',
  alert: 'M12 4.2 21 19.6H3zM12 10v4.4M12 16.9v.2',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
} as const;

export type IconName = keyof typeof SHAPES;

const FILLED: ReadonlySet<IconName> = new Set(['play']);

/** Decorative always: the word or label beside it carries the meaning. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={FILLED.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={name === 'pause' ? 2.6 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** The three strokes of the Leadline mark. */
export function Mark() {
  return (
    <svg className="mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d="M3 10v4M7.5 6.5v11M12 9v6M16.5 4v16M21 10.5v3"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}

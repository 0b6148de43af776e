/** The widget's icons: one set, 20 px grid, one stroke width. Decorative: the button beside it carries the words. */

const PATHS = {
  chat: 'M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9l-4 3.2v-3.2a2 2 0 0 1-1.5-2z',
  close: 'M5 5l10 10M15 5L5 15',
  send: 'M4 10h12M11 5l5 5-5 5',
  mic: 'M10 3a2.2 2.2 0 0 0-2.2 2.2v4.6a2.2 2.2 0 0 0 4.4 0V5.2A2.2 2.2 0 0 0 10 3zM5 9.5a5 5 0 0 0 10 0M10 14.5V17',
  micOff:
    'M12.2 8V5.2A2.2 2.2 0 0 0 7.8 5M7.8 7.8v2a2.2 2.2 0 0 0 3.5 1.77M5 9.5a5 5 0 0 0 7.9 4.07M15 9.5a5 5 0 0 1-.4 1.95M10 14.5V17M3.5 3.5l13 13',
  phoneDown:
    'M3.2 12.2c-.9-1.8-.2-3.3 1.4-4.1a12.5 12.5 0 0 1 10.8 0c1.6.800 2.3 2.3 1.4 4.1-.2.500-.7.700-1.2.500l-2.3-.8c-.5-.2-.8-.6-.8-1.1V9.6a9 9 0 0 0-5 0v1.2c0 .5-.3.900-.8 1.1l-2.3.800c-.5.200-1 0-1.2-.5z',
  clock: 'M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 6.5V10l2.3 1.6',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4.5 16.5a5.5 5.5 0 0 1 11 0',
  down: 'M10 4v12M5 11l5 5 5-5',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  alert: 'M10 6.5v4.2M10 13.4v.1M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
} as const;

export type IconName = keyof typeof PATHS | 'more';

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      class={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      {name === 'more' ? <Dots /> : <path d={PATHS[name]} />}
    </svg>
  );
}

function Dots() {
  return (
    <g class="dots">
      <circle cx="4.5" cy="10" r="1.6" />
      <circle cx="10" cy="10" r="1.6" />
      <circle cx="15.5" cy="10" r="1.6" />
    </g>
  );
}

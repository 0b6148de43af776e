/** The panel's head: brand, what answers here, menu and close. Called by panel.tsx. */
import { useRef } from 'preact/hooks';
import { Icon } from './icon.js';
import { Menu } from './menu.js';
import { useWidget } from './widget-model.js';

interface HeaderProps {
  readonly isMenuOpen: boolean;
  readonly onMenu: (isOpen: boolean) => void;
  readonly onDelete: () => void;
}

export function Header({ isMenuOpen, onMenu, onDelete }: HeaderProps) {
  const { brandName, close, conversation, phrases } = useWidget();
  const more = useRef<HTMLButtonElement>(null);
  const closeMenu = () => {
    onMenu(false);
    more.current?.focus();
  };
  return (
    <header class="header">
      <span class="mark" aria-hidden="true">
        {[...brandName][0]}
      </span>
      <div class="names">
        <h2 tabIndex={-1}>{brandName}</h2>
        <p>{conversation.state.isPersonAsked ? phrases.personAskedLine : phrases.assistantLine}</p>
      </div>
      <button
        type="button"
        class="icon-button"
        ref={more}
        aria-label={phrases.menu}
        aria-haspopup="menu"
        aria-expanded={isMenuOpen}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onMenu(!isMenuOpen)}
      >
        <Icon name="more" />
      </button>
      <button type="button" class="icon-button" aria-label={phrases.close} onClick={close}>
        <Icon name="close" />
      </button>
      {isMenuOpen && <Menu onClose={closeMenu} onDelete={onDelete} />}
    </header>
  );
}

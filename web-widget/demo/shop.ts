/** The demo page's own script: switches its language together with the widget's, and opens the widget from its buttons. Loaded by index.html. */

const LOCALE_KEY = 'aurora:locale';
const originals = new WeakMap<Element, string>();

const isChinese = () => document.documentElement.lang === 'zh-CN';

function switchTo(locale: string): void {
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll<HTMLElement>('[data-zh]')) {
    const english = originals.get(element) ?? element.textContent ?? '';
    originals.set(element, english);
    element.textContent = isChinese() ? (element.dataset.zh ?? english) : english;
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-locale]')) {
    button.setAttribute('aria-pressed', String(button.dataset.locale === locale));
  }
}

/** The page's choice reaches the widget; the widget's own menu reaches the page through `leadline:locale`. */
function choose(locale: string): void {
  localStorage.setItem(LOCALE_KEY, locale);
  switchTo(locale);
  window.Leadline?.setLocale(locale);
}

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  const locale = target?.closest<HTMLElement>('[data-locale]')?.dataset.locale;
  if (locale !== undefined) choose(locale);
  if (target?.closest('[data-open]')) window.Leadline?.open();
  const ask = target?.closest<HTMLElement>('[data-ask]');
  if (ask) window.Leadline?.open({ draft: isChinese() ? ask.dataset.askZh : ask.dataset.ask });
});
document.addEventListener('leadline:locale', (event) => {
  const { locale } = (event as CustomEvent<{ locale: string }>).detail;
  localStorage.setItem(LOCALE_KEY, locale);
  switchTo(locale);
});
const preferred = localStorage.getItem(LOCALE_KEY) ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
choose(preferred);

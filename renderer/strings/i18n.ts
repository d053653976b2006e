/** Starts i18next with the English catalogue, at once and without a backend. Import it for its effect before rendering. */
import i18next from 'i18next';
import type { i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Also the way to translate outside components: `i18n.t('list.empty')`. */
export const i18n: I18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // React escapes what it renders; escaping twice would show &amp; in subjects.
  interpolation: { escapeValue: false },
});

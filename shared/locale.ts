/** Languages and regions of an organization's locale, such as `de-CH`. */

const FALLBACK = "en";

/** The locale in its canonical spelling; English if it is unknown. */
export function usableLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? FALLBACK;
  } catch {
    return FALLBACK;
  }
}

/** The entry for the locale's language, or else the English one. */
export function inLanguageOf<T>(
  locale: string,
  entries: { readonly en: T; readonly [language: string]: T },
): T {
  return entries[new Intl.Locale(usableLocale(locale)).language] ?? entries.en;
}

// Words that scripts put on a page, in the language of the page.

/** Return *en* or *ja*, whichever the page is written in; `{name}` is replaced by that value. */
export function say(en: string, ja: string, values: Record<string, string | number> = {}): string {
  const text = document.documentElement.lang === "ja" ? ja : en;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

// The text editor over `textarea[data-editor]`: YAML with colours, search, and the server's diagnostics.
//
// `data-check` is asked with the text after each pause and answers `{"diagnostics": [{line, column, severity,
// message, code}]}`, lines and columns from 1. The textarea keeps holding the text, so the form works as without.
import { closeBrackets } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { linter, lintGutter, lintKeymap, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { PHRASES } from "./editor_words";
import { postJson } from "./http";

const PAUSE = 600;

interface Finding {
  readonly line: number | null;
  readonly column?: number | null;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly code?: string;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.keyword], class: "tok-key" },
  { tag: [tags.string, tags.content], class: "tok-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "tok-number" },
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket, tags.meta], class: "tok-mark" },
  { tag: [tags.labelName, tags.typeName, tags.attributeValue], class: "tok-anchor" },
]);

/** Bind one textarea. */
export function bind(element: HTMLElement): void {
  const area = element as HTMLTextAreaElement;
  const view = new EditorView({ state: EditorState.create({ doc: area.value, extensions: extensions(area) }) });
  area.classList.add("behind");
  area.after(view.dom);
  const take = () => {
    if (area.value !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
  };
  area.addEventListener("restore", take);
  area.form?.addEventListener("reset", () => setTimeout(take));
  area.addEventListener("go-to", (event) => goTo(view, (event as CustomEvent<number>).detail));
  document.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest?.<HTMLElement>(`[data-line][data-for="${CSS.escape(area.id)}"]`);
    if (!link || !view.dom.isConnected) return;
    event.preventDefault();
    goTo(view, Number(link.dataset.line));
  });
  if (area.dataset.line) goTo(view, Number(area.dataset.line));
}

function extensions(area: HTMLTextAreaElement) {
  const words = document.documentElement.lang === "ja" ? [EditorState.phrases.of(PHRASES)] : [];
  const frozen = area.readOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [];
  const check = area.dataset.check;
  const label = area.getAttribute("aria-label") ?? area.labels?.[0]?.textContent?.trim() ?? "";
  return [
    ...words,
    ...frozen,
    lineNumbers(),
    foldGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    yaml(),
    syntaxHighlighting(colours),
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      area.value = update.state.doc.toString();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }),
    ...(check ? [lintGutter(), linter((view) => ask(check, area, view.state.doc), { delay: PAUSE })] : []),
  ];
}

/** Ask the server what it finds in *text*; nothing when it cannot be asked, as saving tells that in words. */
async function ask(address: string, area: HTMLTextAreaElement, text: Text): Promise<Diagnostic[]> {
  try {
    const { diagnostics } = await postJson<{ diagnostics: Finding[] }>(address, { name: area.dataset.file ?? "", text: text.toString() });
    area.dispatchEvent(new CustomEvent("checked", { bubbles: true, detail: diagnostics }));
    return diagnostics.filter(({ line }) => line !== null).map((finding) => placed(finding, text));
  } catch {
    return [];
  }
}

function placed({ line, column, severity, message, code }: Finding, text: Text): Diagnostic {
  const at = text.line(Math.max(1, Math.min(text.lines, line ?? 1)));
  const from = Math.min(at.to, at.from + Math.max(0, (column ?? 1) - 1));
  const word = /^[^\s:,[\]{}]+/.exec(text.sliceString(from, at.to))?.[0].length ?? 0;
  const said = { from, to: from + word, severity, message };
  return code === undefined ? said : { ...said, source: code };
}

function goTo(view: EditorView, line: number): void {
  if (!Number.isFinite(line)) return;
  const at = view.state.doc.line(Math.max(1, Math.min(view.state.doc.lines, line)));
  view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
  view.focus();
}

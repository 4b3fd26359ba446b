// The script of every page: sets htmx up and binds the islands, now and after every swap.
import { answerHtmx, confirmations, dialogs, openers } from "./dialogs";
import { drafts, listen as listenForDrafts } from "./drafts";
import { drop } from "./drop";
import { findNames } from "./find_names";
import { findings } from "./findings";
import { setUp } from "./htmx";
import { bindAll, lazy, type Island } from "./island";
import { listen as listenForKeys } from "./keys";
import { palette } from "./palette";
import { panels, swaps } from "./parts";
import { rows } from "./rows";
import { side } from "./side";
import { slider } from "./slider";
import { listen as listenForSubmits } from "./submit";
import { theme } from "./theme";
import { listen as listenForMessages } from "./toast";
import { listen as listenForUndo } from "./undo";
import { listen as listenForSpots, unfold } from "./unfold";

const islands: readonly Island[] = [
  theme,
  side,
  openers,
  dialogs,
  confirmations,
  palette,
  swaps,
  panels,
  slider,
  rows,
  drafts,
  unfold,
  drop,
  lazy("figure[data-picture]", () => import("./picture")),
  lazy("[data-passkey]", () => import("./passkey")),
  findNames,
  findings,
  lazy("form[data-edit]", () => import("./forms")),
  lazy("[data-sheet]", () => import("./sheet")),
  lazy("textarea[data-editor]", () => import("./editor")),
];

setUp();
answerHtmx();
listenForKeys();
listenForMessages();
listenForDrafts();
bindAll(islands);
listenForSpots();
listenForSubmits();
listenForUndo();
for (const fresh of ["htmx:after:swap", "sanso:fresh"]) document.addEventListener(fresh, () => bindAll(islands));
document.documentElement.dataset.scripted = "";

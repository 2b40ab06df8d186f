import { RULES } from "../known.js";
import { say, sayTime } from "../words.js";
import { element } from "./element.js";
import { gist } from "./gist.js";
import { QuietWords } from "./quiet_words.js";

const ABOUT_LINES = new Set(["hide", "report"]);

/** The dialogs about one line or one person. What changes more than a line goes out by an ordinary form. */
export class Dialogs {
  #line = document.getElementById("line-dialog");
  #paths;
  #deeds;
  #words;
  #subject = null; // {entry?, person}

  /**
   * `paths` has `hide` and `report` with `{seq}`, and `reportPerson`, `mute`, `unmute`, `remove`, `ladder`, `conceal`
   * with `{member}`; `deeds` has `reply`,
   * `edit` and `retract`, each of an entry; `own(seq)` and `toggle(seq, kind)` are about the quiet words.
   */
  constructor({ paths, deeds, own, toggle }) {
    this.#paths = paths;
    this.#deeds = deeds;
    this.#words = new QuietWords({ own, toggle });
    for (const choice of document.querySelectorAll("dialog [data-rules]")) {
      choice.append(...[...RULES].map(([code, words]) => element("option", { value: code, text: words })));
    }
    for (const way of document.querySelectorAll("dialog [data-closes]")) {
      way.addEventListener("click", () => way.closest("dialog").close());
    }
    for (const choice of this.#line.querySelectorAll("button[data-deed]")) {
      choice.addEventListener("click", () => this.#choose(choice.dataset.deed));
    }
    this.#line.addEventListener("close", () => this.#giveBackFocus());
    const ask = document.getElementById("ask-close");
    ask?.addEventListener("click", () => document.getElementById("close-dialog").showModal());
  }

  /** `may(deed)` says which of reply, edit, retract, acknowledge, report, conceal and the measures are offered. */
  open({ entry, person, may }) {
    this.#subject = { entry, person };
    const title = [person.name || say("somebody"), entry && sayTime(entry.at)].filter(Boolean);
    document.getElementById("line-dialog-title").textContent = title.join(" · ");
    this.#quote(this.#line.querySelector(".dialog__quote"));
    this.#words.show(may("acknowledge") ? entry.seq : null);
    for (const choice of this.#line.querySelectorAll("[data-deed]")) choice.hidden = !may(choice.dataset.deed);
    for (const form of this.#line.querySelectorAll("form[data-deed]")) this.#aim(form, form.dataset.deed);
    this.#line.showModal();
  }

  acknowledged(seq) {
    this.#words.changed(seq);
  }

  /** The line has lost its text: nothing of it may stay in a dialog. */
  forget(seq) {
    if (this.#subject?.entry?.seq !== seq) return;
    for (const quote of document.querySelectorAll("dialog .dialog__quote")) quote.textContent = "";
    if (this.#line.open) this.#line.close();
  }

  closeAll() {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    for (const quote of document.querySelectorAll("dialog .dialog__quote")) quote.textContent = "";
    this.#subject = null;
  }

  /** What had the focus before the dialog may have been drawn again meanwhile, or be gone. */
  #giveBackFocus() {
    if (document.activeElement !== document.body) return;
    const line = document.querySelector(`#lines [data-seq="${this.#subject?.entry?.seq}"]`);
    (line ?? document.getElementById("scroller")).focus({ preventScroll: true });
  }

  #choose(deed) {
    this.#line.close();
    if (deed in this.#deeds) this.#deeds[deed](this.#subject.entry);
    else this.#measure(deed);
  }

  #measure(deed) {
    const dialog = document.getElementById(`${deed}-dialog`);
    const about = dialog.querySelector("[data-about]");
    if (this.#subject.entry && ABOUT_LINES.has(deed)) this.#quote(about);
    else this.#name(about);
    const form = dialog.querySelector("form");
    // What was begun about somebody else may not go out about this person.
    form.reset();
    this.#aim(form, deed);
    dialog.showModal();
  }

  /** Where a form goes, and because of which line, if it is because of one. */
  #aim(form, deed) {
    form.action = this.#path(deed);
    const line = form.elements.namedItem("line");
    if (line) line.value = this.#subject.entry?.seq ?? "";
  }

  #path(deed) {
    const { entry, person } = this.#subject;
    const path = this.#paths[deed === "report" && !entry ? "reportPerson" : deed];
    return path.replace("{seq}", String(entry?.seq)).replace("{member}", person.id);
  }

  #name(node) {
    node.textContent = say("about_person", { name: this.#subject.person.name || say("somebody") });
    node.hidden = false;
  }

  #quote(node) {
    const { entry } = this.#subject;
    node.textContent = entry?.note ? gist(entry) : (entry?.text ?? "");
    node.hidden = node.textContent === "";
  }
}

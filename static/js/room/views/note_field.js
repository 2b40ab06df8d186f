import { cleaned } from "../models/text.js";

/** An optional content note, behind a small button. */
export class NoteField {
  #place = document.getElementById("note");
  #text = document.getElementById("note-text");
  #toggle = document.getElementById("note-toggle");
  #open = false;

  constructor({ changed }) {
    this.#toggle.addEventListener("click", () => this.#turn());
    this.#text.addEventListener("input", changed);
  }

  /** Undefined when there is none. */
  get value() {
    return cleaned(this.#text.value) || undefined;
  }

  set value(note) {
    this.#text.value = note ?? "";
    this.#unfold(note !== undefined);
  }

  /** Whether a note can be given now: to a new line, by who may speak. */
  offer(possible) {
    this.#toggle.hidden = !possible;
    this.#place.hidden = !possible || !this.#open;
  }

  /** Folding it away takes the note away: what is not seen may not go out. */
  #turn() {
    this.#unfold(!this.#open);
    if (this.#open) this.#text.focus();
    else this.#text.value = "";
  }

  #unfold(open) {
    this.#open = open;
    this.#toggle.setAttribute("aria-expanded", String(open));
    this.#place.hidden = !open;
  }
}

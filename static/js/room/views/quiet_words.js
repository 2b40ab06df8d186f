import { KINDS } from "../models/reactions.js";
import { say } from "../words.js";
import { button } from "./element.js";

/** The four quiet words in a line's dialog, as buttons that stay pressed. */
export class QuietWords {
  #node = document.getElementById("line-dialog-words");
  #seq = null;
  #own;

  /** `own(seq)` gives the kinds that are one's own, `toggle(seq, kind)` sets or clears one. */
  constructor({ own, toggle }) {
    this.#own = own;
    const words = KINDS.map((kind) => button(say(`word_${kind}`), "button--quiet", () => toggle(this.#seq, kind)));
    this.#node.append(...words);
  }

  /** For the line of this number; null for none. */
  show(seq) {
    this.#seq = seq;
    this.#node.hidden = seq === null;
    this.changed(seq);
  }

  changed(seq) {
    if (seq === null || seq !== this.#seq) return;
    const own = this.#own(seq);
    KINDS.forEach((kind, place) => this.#node.children[place].setAttribute("aria-pressed", String(own.includes(kind))));
  }
}

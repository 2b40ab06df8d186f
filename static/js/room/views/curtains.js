import { element } from "./element.js";

/** What stays closed until the reader opens it, and what was opened: a line that is drawn again stays as it was. */
export class Curtains {
  #opened = new Set();
  #moved;

  /** `moved()` is told when something opened or closed. */
  constructor({ moved }) {
    this.#moved = moved;
  }

  clear() {
    this.#opened.clear();
  }

  /** Whether the reader has opened it. */
  opened(key) {
    return this.#opened.has(key);
  }

  /**
   * `content` behind a button that says `words`; `key` names it for as long as the talk is shown.
   * `veiled`: it looks like text that is blurred. What is behind is neither drawn nor read until it is opened.
   */
  over(key, words, content, { veiled = false } = {}) {
    const inside = element("div", {}, content);
    const opener = element("button", { type: "button", class: "line__opener", tabindex: "-1", text: words });
    opener.classList.toggle("line__opener--veiled", veiled);
    const show = (open) => {
      inside.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
    };
    show(this.#opened.has(key));
    opener.addEventListener("click", () => {
      if (!this.#opened.delete(key)) this.#opened.add(key);
      show(this.#opened.has(key));
      this.#moved();
    });
    return [opener, inside];
  }
}

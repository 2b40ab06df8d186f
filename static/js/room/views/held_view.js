import { sayCount } from "../words.js";

const LOOKS_EVERY = 5_000; // ms

/** For who leads: the lines that wait, asked for anew every few seconds while the page is looked at. */
export class HeldView {
  #panel;
  #count;
  #lines;

  constructor(panel) {
    this.#panel = panel;
    this.#count = panel.querySelector("summary");
    this.#lines = panel.querySelector("div");
  }

  async look() {
    if (!document.hidden && !this.#panel.contains(document.activeElement)) await this.#ask();
    setTimeout(() => this.look(), LOOKS_EVERY);
  }

  async #ask() {
    try {
      const answer = await fetch(this.#panel.dataset.path, { redirect: "error", cache: "no-store" });
      if (answer.ok) this.#show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The next look tells.
    }
  }

  #show(found) {
    const lines = found.getElementById("held-lines");
    const count = Number(lines?.dataset.count ?? 0);
    const words = count ? sayCount("lines_wait", count) : "";
    if (this.#count.textContent !== words) this.#count.textContent = words;
    this.#lines.replaceChildren(...(lines?.children ?? []));
    this.#panel.hidden = count === 0;
  }
}

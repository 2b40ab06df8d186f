import { say, sayCount } from "../words.js";
import { element } from "./element.js";

const NEAR = 48; // px from the bottom that still count as being there

/** Keeps the reader's place: follows new lines only for who is at the bottom, counts the others on one calm button. */
export class Scroller {
  #node;
  #button;
  #moved;
  #following = true;
  #below = 0;
  #marker = null;
  #caughtUp = true;
  #size = "";

  /** `moved()` is told when the reader has seen something else. */
  constructor({ node, button, moved }) {
    this.#node = node;
    this.#button = button;
    this.#moved = moved;
    node.addEventListener("scroll", () => this.#look(), { passive: true });
    button.addEventListener("click", () => this.#goOn());
    new ResizeObserver(() => this.keep()).observe(node);
    document.addEventListener("visibilitychange", () => this.#look());
  }

  /** The number of the newest line that was on the screen. */
  get readUpTo() {
    if (document.hidden) return 0;
    const edge = this.#node.getBoundingClientRect().bottom;
    const lines = [...this.#node.querySelectorAll("[data-seq]")].reverse();
    const read = this.#following ? lines[0] : lines.find((line) => line.getBoundingClientRect().bottom <= edge);
    return Number(read?.dataset.seq ?? 0);
  }

  /** A line by somebody else is about to come: mark it when it is the first that the reader may miss. */
  arrives(node, { missed }) {
    const away = missed || document.hidden || !this.#following;
    if (!this.#following) this.#below += 1;
    if (away && this.#caughtUp) this.mark(node);
  }

  /** Put the one mark “new” before this line. */
  mark(node) {
    this.#caughtUp = false;
    this.#marker?.remove();
    this.#marker = element("li", { class: "line line--unread", text: say("unread") });
    node.before(this.#marker);
  }

  /** After every change: who was at the bottom stays there. */
  keep() {
    this.#size = this.#sizeNow();
    if (this.#following) this.#node.scrollTop = this.#node.scrollHeight;
    this.#show();
  }

  toBottom() {
    this.#following = true;
    this.keep();
    this.#look();
  }

  /** Start where the reader left off last time. */
  toMark() {
    if (!this.#marker) return;
    this.#node.scrollTop += this.#marker.getBoundingClientRect().top - this.#node.getBoundingClientRect().top;
    this.#look();
  }

  reset() {
    this.#marker?.remove();
    this.#marker = null;
    this.#below = 0;
    this.#caughtUp = true;
    this.#following = true;
  }

  #goOn() {
    const edge = this.#node.getBoundingClientRect().bottom;
    if (this.#marker && this.#marker.getBoundingClientRect().bottom > edge) this.toMark();
    else this.toBottom();
    this.#node.focus({ preventScroll: true });
  }

  #look() {
    // A phone that turns, or its keyboard, moves the lines too: that is not the reader going elsewhere.
    if (this.#following && this.#size !== this.#sizeNow()) this.keep();
    const { scrollHeight, scrollTop, clientHeight } = this.#node;
    this.#following = scrollHeight - scrollTop - clientHeight <= NEAR;
    if (this.#following) this.#below = 0;
    if (this.#following && !document.hidden) this.#caughtUp = true;
    this.#show();
    this.#moved();
  }

  #sizeNow() {
    return `${this.#node.clientWidth} ${this.#node.clientHeight}`;
  }

  #show() {
    this.#button.hidden = this.#below === 0;
    if (this.#below > 0) this.#button.textContent = sayCount("below", this.#below);
  }
}

import { say, sayCount } from "../words.js";
import { Anchor } from "./anchor.js";

const NEAR = 48; // px from the bottom that still count as being there

/** Keeps the reader's place: follows new lines only for who is at the end, counts the others on one calm button. */
export class Scroller {
  open = true; // whether the lines that are drawn go on to the newest
  #node = document.getElementById("scroller");
  #lines = document.getElementById("lines");
  #button = document.getElementById("below");
  #anchor = new Anchor({ node: this.#node, lines: this.#lines });
  #mark;
  #moved;
  #toEnd;
  #following = true;
  #below = 0;
  #caughtUp = true;
  #size = "";
  #reached = 0; // px: where following has led

  /** `moved()` is told when the reader has seen something else, `toEnd()` is asked for lines that are not drawn. */
  constructor({ mark, moved, toEnd }) {
    this.#mark = mark;
    this.#moved = moved;
    this.#toEnd = toEnd;
    this.#node.addEventListener("scroll", () => this.#look(), { passive: true });
    this.#button.addEventListener("click", () => this.#goOn());
    const watch = new ResizeObserver(() => this.keep());
    for (const each of [this.#node, ...this.#node.children]) watch.observe(each);
    document.addEventListener("visibilitychange", () => this.#look());
  }

  get following() {
    return this.#following;
  }

  /** The number of the newest line that was on the screen. */
  get readUpTo() {
    if (document.hidden) return 0;
    let read = this.#following ? this.#lines.lastElementChild : this.#anchor.lastInView;
    while (read && !read.dataset.seq) read = read.previousElementSibling;
    return Number(read?.dataset.seq ?? 0);
  }

  /** Whether less than a screen is left of what is drawn. */
  get nearEnd() {
    return this.#left < this.#node.clientHeight;
  }

  /** A line by somebody else is drawn: mark it when it is the first that the reader may miss. */
  arrives(line, { missed }) {
    const away = missed || document.hidden || !this.#following;
    if (!this.#following) this.#below += 1;
    if (away && this.#caughtUp) this.mark(line);
  }

  /** A line by somebody else has come, and is not drawn. */
  passes() {
    this.#below += 1;
    this.#show();
  }

  /** Put the one mark “new” before this line. */
  mark(line) {
    this.#caughtUp = false;
    this.#mark.put(line);
  }

  /** A line was drawn again. */
  replaced(old, fresh) {
    this.#anchor.replaced(old, fresh);
  }

  /** After every change: who was at the end stays there, and who was elsewhere keeps that place. */
  keep() {
    if (this.#following && !this.#scrolledUp) this.#stay();
    else this.#anchor.hold();
    this.#size = this.#sizeNow();
    this.#show();
  }

  toBottom() {
    if (!this.open) return void this.#toEnd();
    this.#stay();
    this.#look();
  }

  /** Start where the reader left off last time. */
  toMark() {
    if (!this.#mark.node) return;
    this.#node.scrollTop += this.#anchor.topOf(this.#mark.node);
    this.#look();
  }

  /** Whoever had the focus on a line that goes has it on the talk. */
  focus() {
    this.#node.focus({ preventScroll: true });
  }

  reset() {
    this.#mark.clear();
    this.#anchor.weigh();
    this.#below = 0;
    this.#caughtUp = true;
    this.#following = true;
  }

  get #left() {
    return this.#node.scrollHeight - this.#node.scrollTop - this.#node.clientHeight;
  }

  /** The reader goes up, and the browser is about to say so: no new line may pull them back. */
  get #scrolledUp() {
    const sameSize = this.#size === this.#sizeNow();
    return sameSize && this.#node.scrollTop < this.#reached - NEAR && this.#left > NEAR;
  }

  #stay() {
    this.#following = true;
    this.#node.scrollTop = this.#node.scrollHeight;
    this.#reached = this.#node.scrollTop;
  }

  #goOn() {
    const mark = this.#mark.node;
    if (mark && this.#anchor.topOf(mark) > this.#node.clientHeight) this.toMark();
    else this.toBottom();
    this.focus();
  }

  #look() {
    // A phone that turns, or its keyboard, moves the lines too, and so do lines that come: that is not the reader's doing.
    const still = this.#following && this.#node.scrollTop >= this.#reached - 1;
    if (still || this.#size !== this.#sizeNow()) this.keep();
    this.#following = this.open && this.#left <= NEAR;
    if (this.#following) this.#below = 0;
    if (this.#following && !document.hidden) this.#caughtUp = true;
    if (this.#following) this.#anchor.weigh();
    else this.#anchor.drop();
    this.#show();
    this.#moved();
  }

  #sizeNow() {
    return `${this.#node.clientWidth} ${this.#node.clientHeight}`;
  }

  #show() {
    const needless = this.open && this.#below === 0;
    if (this.#button.hidden !== needless) this.#button.hidden = needless;
    const words = this.#below > 0 ? sayCount("below", this.#below) : say("to_newest");
    if (this.#button.textContent !== words) this.#button.textContent = words;
  }
}

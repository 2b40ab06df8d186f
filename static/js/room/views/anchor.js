/** Holds the lines that the reader looks at in their place while others come, go or grow above them. */
export class Anchor {
  #node;
  #lines;
  #line = null; // the first line in view
  #offset = 0; // px from the start of all that can be scrolled

  /** `node` scrolls, `lines` are in it. */
  constructor({ node, lines }) {
    this.#node = node;
    this.#lines = lines;
  }

  /** Take hold of the first line in view. */
  drop() {
    const edge = this.#node.getBoundingClientRect().top;
    this.#line = this.#lines.children[this.#search(({ bottom }) => bottom > edge)] ?? null;
    if (this.#line) this.#offset = this.#offsetOf(this.#line);
  }

  weigh() {
    this.#line = null;
  }

  /** A line was drawn again. */
  replaced(old, fresh) {
    if (this.#line === old) this.#line = fresh;
  }

  /** Undo what moved the line. That the reader scrolled meanwhile changes nothing in this reckoning. */
  hold() {
    if (!this.#line?.isConnected) return;
    const offset = this.#offsetOf(this.#line);
    if (offset !== this.#offset) this.#node.scrollTop += offset - this.#offset;
    this.#offset = offset;
  }

  /** The last line of which nothing is below the view. */
  get lastInView() {
    const edge = this.#node.getBoundingClientRect().bottom;
    return this.#lines.children[this.#search(({ bottom }) => bottom > edge) - 1];
  }

  /** How far the top of something is below the top of the view. */
  topOf(line) {
    return line.getBoundingClientRect().top - this.#node.getBoundingClientRect().top;
  }

  /** The place of the first line whose box passes `test`; all that are below it must pass too. */
  #search(test) {
    let [from, upTo] = [0, this.#lines.children.length];
    while (from < upTo) {
      const middle = (from + upTo) >> 1;
      if (test(this.#lines.children[middle].getBoundingClientRect())) upTo = middle;
      else from = middle + 1;
    }
    return from;
  }

  #offsetOf(line) {
    return this.topOf(line) + this.#node.scrollTop;
  }
}

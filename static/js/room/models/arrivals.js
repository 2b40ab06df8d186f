/** Lets what others say wait before it is shown, for who reads slowly. Everything is shown in the order of the log. */
export class Arrivals {
  #wait;
  #show;
  #queue = []; // {thing, due}
  #timer = 0;

  /** `wait` in ms; `show(thing)` is told when the time of what was added has come. */
  constructor({ wait, show }) {
    this.#wait = wait;
    this.#show = show;
  }

  /** What is one's own waits only for what was said before it. */
  add(thing, { own }) {
    this.#queue.push({ thing, due: own ? 0 : Date.now() + this.#wait });
    this.#flow();
  }

  /** Whether this has come and is not shown yet. */
  some(test) {
    return this.#queue.some(({ thing }) => test(thing));
  }

  /** Show everything now. */
  flush() {
    for (const each of this.#queue) each.due = 0;
    this.#flow();
  }

  clear() {
    clearTimeout(this.#timer);
    this.#queue = [];
  }

  #flow() {
    clearTimeout(this.#timer);
    while (this.#queue.length > 0 && this.#queue[0].due <= Date.now()) this.#show(this.#queue.shift().thing);
    if (this.#queue.length > 0) this.#timer = setTimeout(() => this.#flow(), this.#queue[0].due - Date.now() + 1);
  }
}

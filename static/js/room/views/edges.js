/** The ways to what was said before the lines on the page, and after them. */
export class Edges {
  #earlier = document.getElementById("earlier");
  #later = document.getElementById("later");

  constructor({ earlier, later }) {
    this.#earlier.addEventListener("click", earlier);
    this.#later.addEventListener("click", later);
  }

  /** Whether there is more on either side; `asking`: some of it is on its way. */
  show({ before, after, asking }) {
    this.#earlier.hidden = !before;
    this.#later.hidden = !after;
    // Not `disabled`: who has just pressed it would lose the focus.
    for (const way of [this.#earlier, this.#later]) way.setAttribute("aria-disabled", String(asking));
  }
}

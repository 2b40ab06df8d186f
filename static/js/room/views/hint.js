/** The line above the text: how one writes here or why not, and for a while why something was not taken. */
export class Hint {
  #node = document.getElementById("composer-why");
  #form;
  #usual = "";

  constructor(form) {
    this.#form = form;
  }

  show(words) {
    this.#usual = words;
    this.#say(words);
  }

  refuse(words) {
    this.#form.classList.add("composer--refused");
    this.#say(words);
  }

  /** Something to look at before it is sent; nothing is refused yet. */
  warn(words) {
    this.#form.classList.add("composer--warned");
    this.#say(words);
  }

  settle() {
    this.#form.classList.remove("composer--refused", "composer--warned");
    this.#say(this.#usual);
  }

  #say(words) {
    if (this.#node.textContent !== words) this.#node.textContent = words;
  }
}

import { say, sayFirst } from "../words.js";
import { element, shape } from "./element.js";

/** The quiet top of the room: the phase in words, what a facilitator can do in it, and who is here. */
export class HeaderView {
  #phase = document.getElementById("phase");
  #bar = document.getElementById("phase-bar");
  #count = document.getElementById("people-count");
  #list = document.getElementById("people-list");
  #people = document.getElementById("people");
  #you;
  #more;

  /** `more(person)` opens what the reader can do about somebody else. */
  constructor({ you, more }) {
    this.#you = you;
    this.#more = more;
    this.#people.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#fold();
    });
    document.addEventListener("click", (event) => {
      if (!this.#people.contains(event.target)) this.#people.open = false;
    });
  }

  phase(name) {
    this.#phase.textContent = sayFirst([`phase_${name}`, "phase_open"]);
    this.#bar.dataset.phase = name;
    for (const deed of document.querySelectorAll("[data-when]")) deed.hidden = !deed.dataset.when.split(" ").includes(name);
  }

  here(people) {
    this.#count.textContent = say("here", { count: people.length });
    this.#list.replaceChildren(...people.map((person) => this.#person(person)));
  }

  /** There is no room behind this page any more: nobody to see, nothing to lead. */
  end() {
    this.#people.hidden = true;
    this.#phase.textContent = "";
    for (const deed of document.querySelectorAll("[data-when]")) deed.hidden = true;
  }

  #fold() {
    this.#people.open = false;
    this.#count.focus();
  }

  #person(person) {
    const node = element("li", { class: "people__person" }, [
      shape(person),
      element("bdi", { class: "people__name", text: person.name || say("somebody") }),
    ]);
    const mark = person.id === this.#you ? "you" : person.role;
    if (mark !== "member") node.append(element("span", { class: "soft", text: say(mark) }));
    if (mark !== "you") node.append(this.#opener(person));
    return node;
  }

  #opener(person) {
    const label = say("more_person", { name: person.name });
    const node = element("button", { type: "button", class: "line__more line__more--inline", "aria-label": label, text: "⋯" });
    node.addEventListener("click", () => this.#more(person));
    return node;
  }
}

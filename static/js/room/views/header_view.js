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
  #measure;

  /** `measure(person)` opens what a facilitator can do about somebody; without it nothing is offered. */
  constructor({ you, measure }) {
    this.#you = you;
    this.#measure = measure;
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
    if (this.#measure && mark === "member") node.append(this.#more(person));
    return node;
  }

  #more(person) {
    const label = say("more_person", { name: person.name });
    const node = element("button", { type: "button", class: "line__more line__more--inline", "aria-label": label, text: "⋯" });
    node.addEventListener("click", () => this.#measure(person));
    return node;
  }
}

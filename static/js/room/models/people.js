/** Who is who, and who is here now. What others may see hangs on the membership's public id. */
export class People {
  #names = new Map();
  #here = [];

  learn(names = {}) {
    for (const [id, person] of Object.entries(names)) this.#names.set(id, person);
  }

  arrive(here) {
    this.#here = here;
  }

  /** `{id, name, hue, role}`; the name is empty for somebody of whom nothing was told. */
  person(id) {
    return { id, name: "", hue: undefined, role: "member", ...this.#names.get(id) };
  }

  get here() {
    return this.#here.map((id) => this.person(id));
  }
}

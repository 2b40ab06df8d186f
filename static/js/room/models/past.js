const PATIENCE = 15_000; // ms
const MOST_QUOTED = 50; // in one question

/** What was said before, or elsewhere than the page shows: asked for in parts, and put away again. */
export class Past {
  #path;
  #timeline;
  #people;
  #reactions;
  #quoted;
  #wanted = new Set(); // numbers of lines that are replied to, and were asked for

  /** `quoted(seqs)` is told which lines reply to something that has come. */
  constructor({ path, timeline, people, reactions, quoted }) {
    this.#path = path;
    this.#timeline = timeline;
    this.#people = people;
    this.#reactions = reactions;
    this.#quoted = quoted;
  }

  /** `{voor}`, `{na}` or `{nummers}`, or nothing for the newest; `take(part)` is told what came. Whether it came. */
  async ask(query, take) {
    this.#timeline.expect();
    const part = await this.#fetch(query);
    if (part) {
      this.#people.learn(part.names);
      this.#reactions.learnOlder(part);
      take(part);
    }
    this.#timeline.enough();
    if (part && !("nummers" in query)) this.findQuotes();
    return part !== null;
  }

  /** Ask for the lines that are replied to and are not here. */
  async findQuotes() {
    const seqs = this.#timeline.unquoted.filter((seq) => !this.#wanted.has(seq)).slice(-MOST_QUOTED);
    if (seqs.length === 0) return;
    for (const seq of seqs) this.#wanted.add(seq);
    let open = seqs;
    await this.ask({ nummers: seqs.join() }, (part) => {
      open = part.events.map(({ seq }) => seq);
      this.#quoted(this.#timeline.quote(part));
    });
    // What is not there is not asked for again; what did not come is, and so is what is put away later.
    for (const seq of open) this.#wanted.delete(seq);
  }

  /** These lines are not on the page any more. */
  forget(seqs) {
    this.#timeline.drop(seqs);
    this.#reactions.forget(seqs);
  }

  clear() {
    this.#wanted.clear();
  }

  /** Null when it did not come. */
  async #fetch(query) {
    const address = new URL(this.#path, window.location.href);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    try {
      const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }
}

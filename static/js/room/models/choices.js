const CHANGE_WITHIN = 15 * 60_000; // ms after a line was said
const ABOUT_LINES = new Set(["reply", "edit", "retract", "acknowledge", "hide", "read", "read-on"]);

/** Which deeds are offered about a line, or about a person. The server decides; this only spares a vain try. */
export class Choices {
  #speaking;
  #you;
  #concealed;
  #muted;

  /** `you()` gives the own public id; `concealed` and `muted` are sets of public ids. */
  constructor({ speaking, you, concealed, muted }) {
    this.#speaking = speaking;
    this.#you = you;
    this.#concealed = concealed;
    this.#muted = muted;
  }

  may(deed, { entry, person }) {
    if (!entry && ABOUT_LINES.has(deed)) return false;
    const own = person.id === this.#you();
    if (deed === "read-on") return true;
    if (deed === "read") return own || !this.#concealed.has(person.id);
    if (deed === "reply") return this.#speaking.barredBy === null;
    if (deed === "acknowledge") return !own && this.#speaking.mayAcknowledge;
    if (deed === "retract") return own;
    if (deed === "edit") return own && this.#speaking.barredBy === null && this.#fresh(entry);
    if (["report", "worry"].includes(deed)) return !own && Boolean(person.id);
    if (own || person.role === "facilitator") return false;
    if (deed === "conceal") return !this.#concealed.has(person.id);
    return deed !== "unmute" || this.#muted.has(person.id);
  }

  #fresh(entry) {
    return Date.now() - Date.parse(entry.at) < CHANGE_WITHIN;
  }
}

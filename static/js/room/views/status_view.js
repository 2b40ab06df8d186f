import { say, sayFirst } from "../words.js";

const GOOD_NEWS_FOR = 4_000; // ms
const NEAREST = 2; // so many typing people are named

/** One line above the composer: who is typing, or that the connection is away; and the end, when there is one. */
export class StatusView {
  #typing = document.getElementById("typing");
  #connection = document.getElementById("connection");
  #ending = document.getElementById("ending");
  #timer = 0;
  #wasLost = false;

  /** `state` is one of Link's: connecting, live, lost. */
  connection(state) {
    clearTimeout(this.#timer);
    if (state === "lost") this.#wasLost = true;
    if (state === "live") return this.#restored();
    this.#tell(say(this.#wasLost ? "connection_lost" : "connection_first"));
  }

  /** Something that passes, such as a refused request. */
  pass(words) {
    this.#tell(words);
    this.#timer = setTimeout(() => this.#tell(""), GOOD_NEWS_FOR);
  }

  typing(names) {
    const [first = "", second = ""] = names;
    const key = names.length > NEAREST ? "typing_many" : `typing_${names.length}`;
    this.#typing.textContent = names.length ? say(key, { first, second }) : "";
  }

  /** No way back into the room from this page: a sentence, and a way on. */
  end(code, { login, place, groups }) {
    this.#tell("");
    const ways = { 4401: [login, "way_login"], 4403: [place, "way_place"], 4404: [groups, "way_groups"] };
    const [address, words] = ways[code] ?? [window.location.pathname, "way_reload"];
    const way = document.getElementById("ending-way");
    way.href = address;
    way.textContent = say(words);
    document.getElementById("ending-words").textContent = sayFirst([`end_${code}`, "end_other"]);
    document.getElementById("composer-place").hidden = true;
    this.#ending.hidden = false;
    this.#ending.focus();
  }

  #restored() {
    if (this.#wasLost) this.pass(say("connection_back"));
    else this.#tell("");
    this.#wasLost = false;
  }

  #tell(words) {
    if (this.#connection.textContent !== words) this.#connection.textContent = words;
    this.#typing.hidden = words !== "";
  }
}

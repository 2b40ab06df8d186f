const PAUSE = 900; // ms without a key: a thought has come to its end

/** Asks the server, while somebody writes, what it would find in the line. The server only looks; the rules are its own. */
export class Early {
  #path;
  #token;
  #told;
  #timer = 0;
  #asking = new AbortController();

  /** `told(findings)` hears of each text that was looked at, unless another has been typed since. */
  constructor({ path, token, told }) {
    this.#path = path;
    this.#token = token;
    this.#told = told;
  }

  /** `draft` is `{text, note}`, as it stands now. */
  typed(draft) {
    this.stop();
    if (draft.text !== "") this.#timer = setTimeout(() => this.#ask(draft), PAUSE);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#asking.abort();
  }

  async #ask({ text, note }) {
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.#token, text, note: note ?? "" });
    try {
      const answer = await fetch(this.#path, { method: "POST", body, redirect: "error", cache: "no-store", signal });
      const { findings } = answer.ok ? await answer.json() : { findings: [] };
      if (!signal.aborted) this.#told(findings);
    } catch {
      // The server looks again when the line is sent.
    }
  }
}

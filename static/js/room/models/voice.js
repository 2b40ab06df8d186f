/** Speaks with a voice of this device. A voice from elsewhere would be told what is said here, so it is never used. */
export class Voice {
  #language;
  #synth = window.speechSynthesis;
  #queue = []; // {key, words()}
  #speaking = null;

  /** `language` is a code such as `nl`; any voice for it will do, from whichever country. */
  constructor({ language }) {
    this.#language = language;
    // Browsers look for their voices when they are first asked.
    this.#synth?.getVoices();
  }

  /** Whether this device can speak the language by itself. */
  get able() {
    return this.#own !== undefined;
  }

  get waiting() {
    return this.#queue.length;
  }

  /** Speak after what waits; `words()` gives them when it is their turn, empty for nothing. */
  say(key, words) {
    this.#queue.push({ key, words });
    this.#next();
  }

  /** Nothing that waits is spoken any more. */
  skip() {
    this.#queue = [];
  }

  /** What has this key is not spoken, nor spoken to its end. */
  forget(key) {
    this.#queue = this.#queue.filter((each) => each.key !== key);
    if (this.#speaking?.key === key) this.#hush();
    this.#next();
  }

  stop() {
    this.skip();
    this.#hush();
  }

  get #own() {
    const voices = this.#synth?.getVoices() ?? [];
    return voices.find(({ localService, lang }) => localService && lang.split(/[-_]/)[0] === this.#language);
  }

  #next() {
    while (!this.#speaking && this.#queue.length > 0) this.#speak(this.#queue.shift());
  }

  #speak({ key, words }) {
    const [text, voice] = [words(), this.#own];
    if (!text || !voice) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    const speaking = { key, utterance };
    const done = () => {
      if (this.#speaking !== speaking) return;
      this.#speaking = null;
      this.#next();
    };
    utterance.onend = utterance.onerror = done;
    this.#speaking = speaking;
    this.#synth.speak(utterance);
  }

  #hush() {
    this.#speaking = null;
    this.#synth?.cancel();
  }
}

/** The words of the page in the reader's language, put there by the server. */

const words = JSON.parse(document.getElementById("words").textContent);

/** The sentence under `key`, with `{name}` and the like filled in from `values`. */
export function say(key, values = {}) {
  const sentence = words[key] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** The first of `keys` that has words. */
export function sayFirst(keys, values = {}) {
  return say(keys.find((key) => key in words) ?? "", values);
}

/** “1 new line” or “3 new lines”. */
export function sayCount(key, count) {
  return say(count === 1 ? `${key}_one` : `${key}_many`, { count });
}

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

/** A moment as hours and minutes in the reader's own zone. */
export function sayTime(moment) {
  return clock.format(moment instanceof Date ? moment : new Date(moment));
}

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

const numbers = new Intl.PluralRules(document.documentElement.lang);

/** “1 new line” or “3 new lines”. */
export function sayCount(key, count) {
  return say(numbers.select(count) === "one" ? `${key}_one` : `${key}_many`, { count });
}

/** A number as one writes it in the reader's language. */
export function sayFigure(number) {
  return number.toLocaleString(document.documentElement.lang);
}

/** A moment as hours and minutes in the reader's own zone. */
export function sayTime(moment) {
  const at = moment instanceof Date ? moment : new Date(moment);
  const minute = at.getMinutes();
  return say(minute ? "time" : "time_full", { hour: at.getHours(), minute: String(minute).padStart(2, "0") });
}

// The page's own words, from words/<language>.json: t("key", {name}); plurals by Intl; times in the viewer's zone.

const LANGUAGES = ["ru", "en"];
const KEPT = "sandbox.language";
let words = {};
export let language = LANGUAGES[0];

const asked = new URLSearchParams(location.search).get("lang");

/** Loads the words of a language: the one given, asked for in the address, or kept from the last visit. */
export async function speak(wanted = asked ?? localStorage.getItem(KEPT)) {
  language = LANGUAGES.includes(wanted) ? wanted : LANGUAGES[0];
  words = await (await fetch(`words/${language}.json`)).json();
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  document.title = t("title");
}

export const otherLanguage = () => LANGUAGES.find((each) => each !== language);

/** Words by key; `{name}` is replaced; a table of plurals is chosen by `count`. */
export function t(key, facts = {}) {
  let text = words[key] ?? key;
  if (typeof text === "object") text = text[new Intl.PluralRules(language).select(facts.count)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
}

const format = (options) => (seconds, tongue = language) =>
  new Intl.DateTimeFormat(tongue, { ...options, hourCycle: "h23" }).format(new Date(seconds * 1000));

export const clock = format({ hour: "2-digit", minute: "2-digit" });
export const day = format({ day: "numeric", month: "long" });
export const fullMoment = format({ dateStyle: "full", timeStyle: "long" });
export const shortMoment = format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const weekday = format({ weekday: "short" });
const shortDate = format({ day: "2-digit", month: "2-digit", year: "2-digit" });
const longDate = format({ day: "numeric", month: "long", year: "numeric" });
const longTime = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const dayNumber = (seconds) => Math.floor((seconds - new Date(seconds * 1000).getTimezoneOffset() * 60) / 86400);

/** The time today, the date before that: for lists. */
export const whenShort = (seconds, now) => (dayNumber(seconds) === dayNumber(now) ? clock(seconds) : shortDate(seconds).slice(0, 5));

/** A `date_time` entity as Telegram's clients show it: r | w? [dD]? [tT]? */
export function dateTime(seconds, how, now, tongue) {
  if (how === "r") return relative(seconds - now, tongue);
  const parts = { w: weekday, d: shortDate, D: longDate, t: clock, T: longTime };
  return [...how].filter((mark) => mark in parts).map((mark) => parts[mark](seconds, tongue)).join(", ");
}

function relative(seconds, tongue) {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, least]) => Math.abs(seconds) >= least) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(tongue ?? language, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** «14 days 4 h» of a number of seconds. */
export function span(seconds) {
  const parts = [["day", 86400], ["hour", 3600], ["minute", 60]].map(([unit, size]) => {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    return count ? t(`span-${unit}`, { count }) : "";
  });
  return parts.filter(Boolean).join(" ");
}

export const bytes = (count) =>
  count < 1024 ? t("bytes", { count }) : count < 1 << 20 ? t("kilobytes", { count: Math.round(count / 1024) }) : t("megabytes", { count: (count / (1 << 20)).toFixed(1) });

// How people, groups and topics look: names, roles, round signs, and the number of what is unread.

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";
import { fullName, roleOf, world } from "./world.js";

const HUES = [212, 152, 28, 278, 338, 190, 92, 250];

const initials = (name) =>
  name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();

/** A stable colour for an id. */
export const hue = (id) => HUES[(Math.abs(id) % 1000 + Math.floor(Math.abs(id) / 1000) * 3) % HUES.length];

export const avatar = (id, name, extra = "") =>
  h("span", { class: `avatar ${extra}`, style: `--hue: ${hue(id)}`, "aria-hidden": "true" }, initials(name));

export const personSign = (person, extra) => avatar(person.id, fullName(person), extra);
export const botSign = (extra = "") => h("span", { class: `avatar bot ${extra}`, "aria-hidden": "true" }, icon("bot"));
export const groupSign = (chat, extra) => avatar(chat.id, chat.title ?? "", `group ${extra ?? ""}`);
export const mailSign = (extra = "") => h("span", { class: `avatar mail ${extra}`, "aria-hidden": "true" }, icon("mail"));

/** A topic's sign: its emoji, else the first letter of its name on its colour. */
export function topicSign(topic, extra = "") {
  if (!topic) return h("span", { class: `avatar topic general ${extra}`, "aria-hidden": "true" }, "#");
  const colour = `--colour: #${(topic.icon_color ?? 0x6fb9f0).toString(16).padStart(6, "0")}`;
  const letter = /\p{L}/u.exec(topic.name)?.[0] ?? /\p{N}/u.exec(topic.name)?.[0] ?? "#";
  return h("span", { class: `avatar topic ${topic.icon ? "emoji" : ""} ${extra}`, style: colour, "aria-hidden": "true" }, topic.icon ?? letter.toUpperCase());
}

export const signOfChat = (chat, extra) => (chat.type === "private" ? botSign(extra) : groupSign(chat, extra));
export const titleOfChat = (chat) => (chat.type === "private" ? fullName(world.bot) : chat.title);

export const roleName = (person) => t(`role-${roleOf(person.id)}`);

export const badge = (count, quiet = false) =>
  count > 0 && h("span", { class: quiet ? "badge quiet" : "badge", testid: "badge", "aria-label": t("unread", { count }) }, count > 99 ? "99+" : count);

/** Shows the number on an element that stays. */
export const setBadge = (node, count, quiet) => fill(node, badge(count, quiet));

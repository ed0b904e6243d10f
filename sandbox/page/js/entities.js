// Text with entities → elements. Offsets count UTF-16 units, as JavaScript's strings do.

import { h, pick } from "./dom.js";
import { dateTime, fullMoment, t } from "./words.js";
import { now } from "./world.js";

/** `scene` tells who looks: its `open(url)` follows links, `say(text)` sends a command, `tongue` is their language. */
export function richText(text = "", entities = [], scene = {}) {
  const ordered = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return branch(text, ordered, 0, text.length, scene);
}

function branch(text, entities, from, to, scene) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const end = Math.min(entity.offset + entity.length, to);
    const inner = others.filter((each) => each.offset < end);
    rest = others.slice(inner.length);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    nodes.push(dressed(entity, text.slice(entity.offset, end), branch(text, inner, entity.offset, end, scene), scene));
    at = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end; // a block breaks the line itself
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

function dressed(entity, text, inside, scene) {
  if (entity.type in TAGS) return h(TAGS[entity.type], {}, inside);
  const link = (url) =>
    h("a", { href: url, target: "_blank", rel: "noopener", onclick: (event) => scene.open?.(url, event) }, inside);
  const make = pick(
    {
      pre: () => h("pre", {}, h("code", {}, inside)),
      blockquote: () => h("blockquote", {}, inside),
      expandable_blockquote: () => expandable(inside),
      spoiler: () => spoiler(inside),
      url: () => link(/^[a-z]+:/i.test(text) ? text : `https://${text}`),
      text_link: () => link(entity.url),
      email: () => link(`mailto:${text}`),
      phone_number: () => link(`tel:${text.replace(/[^+\d]/g, "")}`),
      text_mention: () => h("span", { class: "mention" }, inside),
      mention: () => h("span", { class: "mention" }, inside),
      hashtag: () => h("span", { class: "mention" }, inside),
      bot_command: () => h("button", { type: "button", class: "command", onclick: () => scene.say?.(text) }, inside),
      date_time: () => moment(entity, inside, scene),
    },
    entity.type,
    () => h("span", {}, inside),
  );
  return make();
}

function spoiler(inside) {
  const show = (event) => event.currentTarget.classList.add("shown");
  return h("button", { type: "button", class: "spoiler", title: t("spoiler"), onclick: show }, inside);
}

function expandable(inside) {
  const toggle = (event) => event.currentTarget.parentElement.classList.toggle("open");
  const more = h("button", { type: "button", class: "unfold", onclick: toggle, "aria-label": t("unfold") });
  return h("blockquote", { class: "expandable" }, h("div", {}, inside), more);
}

function moment({ unix_time: at, date_time_format: how }, inside, scene) {
  const shown = how ? dateTime(at, how, now(), scene.tongue) : inside;
  const attributes = { class: "moment", title: fullMoment(at, scene.tongue), testid: "date-time" };
  return h("time", { ...attributes, datetime: new Date(at * 1000).toISOString() }, shown);
}

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** Plain text (a letter's) with its addresses made links. */
export function linked(text, onlink) {
  const entities = [...text.matchAll(LINK)].map((found) => ({ type: "url", offset: found.index, length: found[0].length }));
  return richText(text, entities, { open: onlink });
}

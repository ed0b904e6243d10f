// One message as it stands in the chat: bubble, album, or a service line.

import { media, serviceText, snippet } from "./content.js";
import { richText } from "./entities.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { inlineKeyboard } from "./keyboard.js";
import { messageMenu } from "./message_menu.js";
import { avatar, botSign, hue } from "./people.js";
import { clock, day, fullMoment, language, t } from "./words.js";
import { fullName, world } from "./world.js";

const RUN = 300; // seconds within which messages of one sender stand together

/** Messages → what stands in the list: days, service lines, bubbles; the parts of an album are one bubble. */
export function items(messages, dayOf) {
  const list = [];
  let before;
  for (const message of messages) {
    const today = dayOf(message.date);
    if (before?.day !== today) list.push({ key: `day-${today}`, day: message.date, version: language });
    const group = message.media_group_id;
    if (group && before?.group === group) {
      before.item.parts.push(message);
      before.item.version += versionOf(message);
    } else {
      const first = !sameRun(before?.item?.parts?.at(-1), message) || before?.day !== today;
      const item = { key: message.message_id, parts: [message], first, version: `${first} ${versionOf(message)}` };
      list.push(item);
      before = { item, group, day: today };
    }
  }
  return list;
}

const versionOf = (message) => ` ${message.sandbox?.seq ?? message.edit_date ?? 0}${language}`;

const sameRun = (one, other) =>
  one && !serviceText(one) && one.from?.id === other.from?.id &&
  one.sender_chat?.id === other.sender_chat?.id && other.date - one.date < RUN;

/** An item of the list as an element. */
export function render(item, scene) {
  if (item.day) return h("li", { class: "day" }, h("span", {}, day(item.day)));
  const [message] = item.parts;
  const service = serviceText(message);
  if (service) return h("li", { class: "service", testid: "service", id: domId(scene, message) }, h("span", {}, service));
  return bubble(item, message, scene);
}

const domId = (scene, message) => `m-${scene.index}-${message.chat?.id}-${message.message_id}`;

function bubble({ parts, first }, message, scene) {
  const own = message.from?.id === scene.viewer && !message.sender_chat;
  const album = parts.length > 1;
  const said = parts.find((part) => part.text ?? part.caption) ?? message;
  const open = (anchor) => messageMenu(anchor, message, scene, { own, parts });
  const node = h("li", {
    class: `message ${own ? "own" : ""} ${first ? "first" : ""}`, id: domId(scene, message), testid: "message",
    "data-message-id": message.message_id, "data-own": String(own),
  },
    scene.grouped && !own && (first ? sign(message) : h("span", { class: "avatar-space" })),
    h("div", { class: "stack" },
      h("div", { class: `bubble ${bare(said) ? "bare" : ""}`, oncontextmenu: (event) => byPointer(event, open) },
        scene.grouped && first && !own && sender(message),
        message.forward_origin && origin(message.forward_origin),
        replied(message, scene),
        album ? h("div", { class: `album of-${Math.min(parts.length, 4)}` }, parts.map(media)) : media(message),
        h("div", { class: said.text ?? said.caption ? "text" : "text none", testid: "message-text" },
          richText(said.text ?? said.caption, said.entities ?? said.caption_entities, scene), stamp(parts.at(-1), said)),
        h("button", { type: "button", class: "message-more", testid: "message-menu", "aria-label": t("message-menu"), "aria-haspopup": "menu", onclick: (event) => open(event.currentTarget) }, icon("down"))),
      inlineKeyboard(message, scene),
      reactions(parts, scene)));
  holdToOpen(node.querySelector(".bubble"), open);
  return node;
}

const bare = (message) => message.sticker || message.dice || message.video_note;

function sign({ from, sender_chat: chat }) {
  if (chat) return avatar(chat.id, chat.title ?? "", "small");
  return from.id === world.bot.id ? botSign("small") : avatar(from.id, fullName(from), "small");
}

const sender = ({ from, sender_chat: chat }) =>
  h("div", { class: "sender", style: `--hue: ${hue(chat?.id ?? from.id)}`, testid: "sender" }, chat?.title ?? fullName(from));

function origin(from) {
  const name = from.sender_user_name ?? from.chat?.title ?? from.sender_chat?.title ?? fullName(from.sender_user);
  return h("div", { class: "forwarded" }, icon("forward"), t("forwarded-from", { name }));
}

function replied(message, scene) {
  const target = message.reply_to_message;
  if (!target && !message.external_reply && !message.quote) return null;
  if (target?.forum_topic_created && !message.quote) return null;
  const go = () => target && scene.jump(target.message_id);
  return h("button", { type: "button", class: "replied", testid: "replied", onclick: go },
    h("b", {}, target?.from ? fullName(target.from) : t("reply")),
    h("span", {}, message.quote?.text ?? snippet(target)));
}

function stamp(message, said) {
  const edited = [message, said].find((part) => part.edit_date);
  return h("span", { class: "stamp" }, message.sandbox?.silent && "🔕 ", edited && `${t("edited")} `,
    h("time", { datetime: new Date(message.date * 1000).toISOString(), title: fullMoment(message.date) }, clock(message.date)));
}

/** The reactions of everybody, one chip an emoji; a press sets or takes back one's own. */
function reactions(parts, scene) {
  const chips = new Map();
  for (const part of parts)
    for (const [who, set] of Object.entries(part.sandbox?.reactions ?? {}))
      for (const { emoji = "★" } of set) chips.set(emoji, [...(chips.get(emoji) ?? []), Number(who)]);
  if (!chips.size) return null;
  const name = (id) => (id === world.bot.id ? fullName(world.bot) : fullName(world.people.get(id)));
  return h("div", { class: "reactions" }, [...chips].map(([emoji, who]) => {
    const mine = who.includes(scene.viewer);
    const set = () => scene.act("reacts", { message_id: parts[0].message_id, emoji: mine ? undefined : emoji });
    const names = who.map(name).join(", ");
    return h("button", { type: "button", class: mine ? "reaction mine" : "reaction", testid: "reaction", title: names, "aria-label": `${emoji} ${names}`, "aria-pressed": String(mine), onclick: set },
      emoji, who.length > 1 && h("small", {}, who.length));
  }));
}

function byPointer(event, open) {
  if (event.target.closest("a") || String(getSelection())) return;
  event.preventDefault();
  const { clientX: left, clientY: top } = event;
  open({ isConnected: false, getBoundingClientRect: () => ({ left, top, bottom: top }) });
}

/** A finger held on the bubble opens its menu, where no contextmenu comes of it. */
function holdToOpen(node, open) {
  let timer;
  const stop = () => clearTimeout(timer);
  node.addEventListener("touchstart", () => (timer = setTimeout(() => open(node), 500)), { passive: true });
  for (const end of ["touchend", "touchmove", "touchcancel", "contextmenu"]) node.addEventListener(end, stop, { passive: true });
}

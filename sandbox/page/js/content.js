// What a message carries besides text: pictures, files, voices, places, polls; and what a service message says.

import { api } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { bytes, t } from "./words.js";
import { fullName } from "./world.js";

const MEDIA = {
  photo: (message) => picture(message.photo.at(-1)),
  animation: (message) => film(message.animation, { loop: true, muted: true, autoplay: true }),
  video: (message) => film(message.video, { controls: true }),
  video_note: (message) => h("div", { class: "round" }, film(message.video_note, { controls: true })),
  voice: (message) => sound(message.voice, "voice", t("voice")),
  audio: (message) => sound(message.audio, "file", message.audio.title ?? message.audio.file_name ?? t("audio")),
  document: (message) => file(message.document),
  sticker: (message) => h("div", { class: "sticker", title: t("sticker") }, message.sticker.emoji ?? "▢"),
  dice: (message) => h("div", { class: "sticker" }, message.dice.emoji, h("small", {}, message.dice.value)),
  contact: (message) => card("contact", fullName(message.contact), message.contact.phone_number),
  venue: (message) => card("place", message.venue.title, message.venue.address),
  location: (message) => card("place", t("location"), point(message.location)),
  poll: (message) => poll(message.poll),
  story: () => card("photo", t("story")),
};

const kindIn = (message) => Object.keys(MEDIA).find((kind) => message[kind]);

/** The message's media as an element, or nothing. */
export function media(message) {
  const kind = kindIn(message);
  return kind && h("div", { class: `media ${kind}`, testid: `media-${kind}` }, MEDIA[kind](message));
}

/** A message in a line: for lists, replies and the edit bar. */
export function snippet(message) {
  if (!message) return "";
  const kind = kindIn(message);
  const words = message.text ?? message.caption ?? serviceText(message) ?? "";
  if (!kind) return words || t("unknown-content");
  const name = { document: message.document?.file_name, contact: fullName(message.contact) }[kind] ?? t(kind);
  return words ? `${name}: ${words}` : name;
}

const size = ({ width, height }) => (width && height ? `aspect-ratio: auto ${width} / ${height}` : "");

function picture(photo) {
  const source = api.fileUrl(photo.file_id);
  const image = h("img", { src: source, alt: t("photo"), loading: "lazy", style: size(photo) });
  return h("button", { type: "button", class: "picture", "aria-label": t("open-photo"), onclick: () => lightbox(source) }, image);
}

function lightbox(source) {
  const dialog = h("dialog", { class: "lightbox", onclick: () => dialog.close(), onclose: () => dialog.remove() });
  dialog.append(h("img", { src: source, alt: t("photo") }), h("button", { class: "round-button", "aria-label": t("close") }, icon("close")));
  document.body.append(dialog);
  dialog.showModal();
}

const film = (video, options) =>
  h("video", { src: api.fileUrl(video.file_id), preload: "none", playsInline: true, style: size(video), ...options });

const sound = (track, drawing, name) =>
  h("div", { class: "sound" }, card(drawing, name, t("seconds", { count: track.duration ?? 0 })),
    h("audio", { src: api.fileUrl(track.file_id), preload: "none", controls: true, "aria-label": name }));

function file(document) {
  const name = document.file_name ?? t("document");
  const facts = document.file_size === undefined ? "" : bytes(document.file_size);
  return h("a", { class: "file", href: api.fileUrl(document.file_id), download: name }, card("file", name, facts));
}

const card = (drawing, title, line) =>
  h("div", { class: "card" }, h("span", { class: "card-sign" }, icon(drawing)),
    h("span", { class: "card-text" }, h("b", {}, title), line && h("small", {}, line)));

const point = ({ latitude, longitude }) => `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

const poll = ({ question, options }) =>
  h("div", { class: "poll" }, h("b", {}, question), h("ul", {}, options.map((option) => h("li", {}, option.text))));

const SERVICE = {
  forum_topic_created: (message) => t("topic-created", { name: message.forum_topic_created.name }),
  forum_topic_edited: (message) => (message.forum_topic_edited.name ? t("topic-renamed", { name: message.forum_topic_edited.name }) : t("topic-icon-changed")),
  forum_topic_closed: () => t("topic-closed"),
  forum_topic_reopened: () => t("topic-reopened"),
  general_forum_topic_hidden: () => t("general-hidden"),
  general_forum_topic_unhidden: () => t("general-shown"),
  new_chat_members: (message) => t("joined", { name: message.new_chat_members.map(fullName).join(", ") }),
  left_chat_member: (message) => t("left", { name: fullName(message.left_chat_member) }),
  pinned_message: (message) => t("pinned", { text: snippet(message.pinned_message).slice(0, 40) }),
  new_chat_title: (message) => t("renamed", { name: message.new_chat_title }),
  migrate_to_chat_id: () => t("upgraded"),
  migrate_from_chat_id: () => t("upgraded"),
  group_chat_created: () => t("group-created"),
  supergroup_chat_created: () => t("group-created"),
};

/** What a service message says, or nothing when it is an ordinary one. */
export function serviceText(message) {
  const kind = Object.keys(SERVICE).find((name) => message[name]);
  return kind && SERVICE[kind](message);
}

/** The photo, document or voice … a picked file is sent as. */
export function kindOf(file) {
  if (file.type === "image/gif") return "animation";
  if (/^image\/(jpeg|png|webp)$/.test(file.type)) return "photo";
  if (file.type.startsWith("video/")) return "video";
  if (/^audio\/(ogg|opus|webm)/.test(file.type)) return "voice";
  return file.type.startsWith("audio/") ? "audio" : "document";
}

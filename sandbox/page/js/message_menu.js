// What may be done with a message: react, reply (to a part of it), edit, copy, forward, pin, delete.

import { h } from "./dom.js";
import { signOfChat, titleOfChat, topicSign } from "./people.js";
import { menu } from "./popup.js";
import { t } from "./words.js";
import { groupsOf, isAdmin, privateChat } from "./world.js";

const QUICK = ["👍", "👎", "❤", "🔥", "🎉", "🤔", "👀", "🤝", "👌", "🙏", "😢", "😁"];

export function messageMenu(anchor, message, scene, { own, parts }) {
  const { viewer, chat } = scene;
  const id = message.message_id;
  const said = parts.find((part) => part.text ?? part.caption) ?? message;
  const text = said.text ?? said.caption;
  const quote = selectedIn(message, scene);
  menu(anchor, [
    reactionRow(message, scene),
    { label: quote ? t("reply-quoting") : t("reply"), icon: "reply", testid: "do-reply", run: () => scene.compose.replyTo(message, quote) },
    own && { label: t("edit"), icon: "edit", testid: "do-edit", run: () => scene.compose.edit(said), disabled: text === undefined },
    text && { label: t("copy"), icon: "copy", testid: "do-copy", run: () => navigator.clipboard.writeText(text) },
    { label: t("forward"), icon: "forward", testid: "do-forward", run: () => forwardMenu(anchor, parts, scene) },
    chat.type !== "private" && isAdmin(chat, viewer) && { label: t("pin"), icon: "pin", testid: "do-pin", run: () => scene.act("pins", { message_id: id }) },
    { label: t("delete"), icon: "trash", danger: true, testid: "do-delete", run: () => scene.act("deletes", { message_ids: parts.map((part) => part.message_id) }) },
  ], { testid: "message-actions", label: t("message-menu") });
}

function reactionRow(message, scene) {
  const mine = message.sandbox?.reactions?.[scene.viewer]?.[0]?.emoji;
  return h("div", { class: "reaction-row", role: "group", "aria-label": t("reactions") }, QUICK.map((emoji) => {
    const set = () => scene.act("reacts", { message_id: message.message_id, emoji: emoji === mine ? undefined : emoji });
    return h("button", { type: "button", class: emoji === mine ? "mine" : "", "aria-label": emoji, testid: `react-${emoji}`, onclick: set }, emoji);
  }));
}

/** The part of the message that is selected on the page, to be quoted. */
function selectedIn(message, scene) {
  const selection = getSelection();
  const text = String(selection).trim();
  const node = document.getElementById(`m-${scene.index}-${message.chat?.id}-${message.message_id}`);
  const inside = text && node?.contains(selection.anchorNode) && (message.text ?? message.caption ?? "").includes(text);
  return inside ? text : undefined;
}

function forwardMenu(anchor, parts, scene) {
  const { viewer } = scene;
  const to = (chat, thread) => async () => {
    for (const part of parts)
      await scene.act("forwards", { message_id: part.message_id, from_chat: part.chat.id, chat: chat.id, thread });
  };
  const own = privateChat(viewer);
  const rows = [{ label: titleOfChat(own), sign: signOfChat(own, "small"), run: to(own) }];
  for (const group of groupsOf(viewer)) {
    rows.push({ label: titleOfChat(group), sign: signOfChat(group, "small"), run: to(group) });
    for (const topic of group.topics ?? [])
      rows.push({ label: topic.name, line: titleOfChat(group), sign: topicSign(topic, "small"), run: to(group, topic.message_thread_id) });
  }
  menu(anchor, rows, { testid: "forward-to", label: t("forward") });
}


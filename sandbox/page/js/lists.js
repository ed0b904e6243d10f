// The lists a person chooses from: their chats, and the topics of a forum.

import { snippet } from "./content.js";
import { h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { badge, signOfChat, titleOfChat, topicSign } from "./people.js";
import { unread } from "./seen.js";
import { language, t, whenShort } from "./words.js";
import { fullName, groupsOf, messagesOf, now, privateChat, topicOf, world } from "./world.js";

/** The private chat with the bot first, then the groups this person is in. */
export function drawChats(list, pane) {
  const chats = [privateChat(pane.person), ...groupsOf(pane.person)];
  keyed(list, chats, {
    key: (chat) => chat.id,
    version: (chat) => mark(chat, undefined, pane, titleOfChat(chat), chat.id === pane.chat),
    render: (chat) => row({
      sign: signOfChat(chat), title: titleOfChat(chat), last: lastOf(chat), count: unread(pane.person, chat),
      chosen: chat.id === pane.chat, testid: "chat-row", data: { "data-chat": chat.id }, grouped: chat.type !== "private",
      go: () => pane.go(chat.id),
    }),
  });
}

/** General first, then topics by their last message; closed ones keep their place with a lock. */
export function drawTopics(list, pane, group) {
  const topics = [...(group.topics ?? [])].sort((one, other) => lastAt(group, other) - lastAt(group, one));
  keyed(list, [null, ...topics], {
    key: (topic) => topic?.message_thread_id ?? "general",
    version: (topic) => mark(group, threadId(topic), pane, JSON.stringify(topic), threadId(topic) === pane.thread),
    render: (topic) => row({
      sign: topicSign(topic), title: topic?.name ?? t("general"), last: lastOf(group, threadId(topic)),
      count: unread(pane.person, group, threadId(topic)), chosen: threadId(topic) === pane.thread, closed: topic?.closed,
      testid: "topic-row", data: { "data-thread": threadId(topic) }, grouped: true, go: () => pane.go(group.id, threadId(topic)),
    }),
  });
}

const threadId = (topic) => topic?.message_thread_id ?? "general";
const lastOf = (chat, thread) => messagesOf(chat.id, thread).at(-1);
const lastAt = (group, { message_thread_id: id }) => lastOf(group, id)?.message_id ?? id;

/** Changes with whatever the row shows. */
function mark(chat, thread, pane, looks, chosen) {
  const last = lastOf(chat, thread);
  return [language, looks, chosen, last?.message_id, last?.sandbox?.seq, unread(pane.person, chat, thread), Math.floor(now() / 86400)].join("|");
}

function row({ sign, title, last, count, chosen, closed, testid, data, grouped, go }) {
  return h("li", {},
    h("button", { type: "button", class: `list-row ${chosen ? "chosen" : ""}`, "aria-current": chosen && "true", testid, ...data, onclick: go },
      sign,
      h("span", { class: "list-text" },
        h("span", { class: "list-title" }, h("b", {}, title), closed && icon("lock"), last && h("time", {}, whenShort(last.date, now()))),
        h("span", { class: "list-line" }, h("span", {}, last ? line(last, grouped) : t("no-messages")), badge(count)))));
}

function line(message, grouped) {
  const name = message.from?.id === world.bot.id ? fullName(world.bot) : message.from?.first_name;
  return grouped && name ? `${name}: ${snippet(message)}` : snippet(message);
}

/** The title and sign above a conversation. */
export function heading(chat, thread) {
  if (!chat.is_forum) return { sign: signOfChat(chat), title: titleOfChat(chat) };
  const topic = topicOf(chat, thread);
  return { sign: topicSign(topic), title: topic?.name ?? t("general"), closed: topic?.closed };
}


// The menus of a pane: whom to play, and what may be done with a chat, a topic or a list.

import { api } from "./api.js";
import { badge, mailSign, personSign, roleName } from "./people.js";
import { ask, menu } from "./popup.js";
import { unreadMail } from "./postbox.js";
import { unreadInGroups, unreadInPrivate } from "./seen.js";
import { t } from "./words.js";
import { cast, fullName, groupsOf, topicOf } from "./world.js";

export const MAIL = "mail";

/** Rows of everybody there is to play, and the mailbox. */
export function choices(pane) {
  const people = cast().map((person) => ({
    label: fullName(person), line: `${roleName(person)} · ${person.language_code}`, sign: personSign(person, "small"), chosen: person.id === pane.person,
    badge: badge(unreadInPrivate(person.id)) || badge(unreadInGroups(person.id), true), testid: `person-${person.id}`, run: () => pane.play(person.id),
  }));
  const mail = { label: t("mailbox"), line: t("mailbox-line"), sign: mailSign("small"), badge: badge(unreadMail()), testid: "person-mail" };
  return [...people, { ...mail, chosen: pane.person === MAIL, run: () => pane.play(MAIL) }];
}

/** Beside a conversation. */
export function roomMenu(anchor, pane) {
  const chat = pane.value();
  menu(anchor, chat.type === "private" ? withBot(pane) : inGroup(pane, chat, topicOf(chat, pane.thread)));
}

function withBot(pane) {
  const { act, say, person } = pane.scene();
  return [
    { label: t("restart"), icon: "send", testid: "do-start", run: () => say("/start"), disabled: person.blocked },
    { label: t("person-language"), line: person.language_code, icon: "edit", testid: "do-language", run: () => pane.changeTongue() },
    person.blocked
      ? { label: t("unblock"), icon: "check", testid: "do-unblock", run: () => act("unblocks") }
      : { label: t("block"), icon: "ban", danger: true, testid: "do-block", run: () => act("blocks") },
  ];
}

function inGroup(pane, group, topic) {
  const { act } = pane.scene();
  return [
    topic && { label: t("rename-topic"), icon: "edit", testid: "do-rename-topic", run: () => renameTopic(pane, topic) },
    topic && (topic.closed
      ? { label: t("reopen-topic"), icon: "unlock", testid: "do-reopen-topic", run: () => act("reopens_topic") }
      : { label: t("close-topic"), icon: "lock", testid: "do-close-topic", run: () => act("closes_topic") }),
    topic && { label: t("delete-topic"), icon: "trash", danger: true, testid: "do-delete-topic", run: () => act("deletes_topic") },
    leaving(pane, group),
  ];
}

/** Beside the list of topics of a forum, or of chats. */
export function sideMenu(anchor, pane, forum) {
  const joined = new Set(groupsOf(pane.person));
  const others = groupsOf().filter((group) => !joined.has(group));
  const joins = (group) => () => pane.try(() => api.act(pane.person, "joins", { chat: group.id }));
  menu(anchor, [
    forum && { label: t("new-topic"), icon: "plus", testid: "do-new-topic", run: () => newTopic(pane, forum) },
    forum && leaving(pane, forum),
    ...others.map((group) => ({ label: t("join", { name: group.title }), icon: "group", testid: "do-join", run: joins(group) })),
    !forum && { label: t("person-language"), line: pane.account().language_code, icon: "edit", testid: "do-language", run: () => pane.changeTongue() },
  ]);
}

function leaving(pane, group) {
  const leave = async () => {
    await pane.try(() => api.act(pane.person, "leaves", { chat: group.id }));
    pane.play(pane.person);
  };
  return { label: t("leave"), icon: "ban", danger: true, testid: "do-leave", run: leave };
}

async function renameTopic(pane, topic) {
  const name = await ask(pane.over, { title: t("rename-topic"), value: topic.name });
  if (name) await pane.scene().act("renames_topic", { name });
}

async function newTopic(pane, forum) {
  const name = await ask(pane.over, { title: t("new-topic"), accept: t("make") });
  const topic = name && (await pane.try(() => api.act(pane.person, "opens_topic", { chat: forum.id, name })));
  if (topic) pane.go(forum.id, topic.message_thread_id);
}

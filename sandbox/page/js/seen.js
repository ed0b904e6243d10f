// What each person has read, kept in the browser: the number on a chat is what came since.

import { groupsOf, messagesOf, privateChat, threadOf, world } from "./world.js";

const KEPT = "sandbox.seen";
let seen = {}; // "person/chat/thread" → message id

/** Everything there at the first visit counts as read; so does another world. */
export function startSeeing() {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  if (kept.bot === world.bot.id && kept.seq <= world.seq) seen = kept.seen;
  else for (const person of world.people.keys()) for (const chat of chatsOf(person)) seeAll(person, chat);
  save();
}

const chatsOf = (person) => [privateChat(person), ...groupsOf(person)];
const place = (person, chat, thread) => `${person}/${chat}/${thread ?? ""}`;

function seeAll(person, chat) {
  for (const message of messagesOf(chat.id)) see(person, chat, chat.is_forum ? threadOf(message) : undefined);
}

const save = () => localStorage.setItem(KEPT, JSON.stringify({ bot: world.bot.id, seq: world.seq, seen }));

/** This person looks at the place now; says whether that changed anything. */
export function see(person, chat, thread) {
  const last = messagesOf(chat.id, thread).at(-1)?.message_id ?? 0;
  const name = place(person, chat.id, thread);
  if ((seen[name] ?? 0) >= last) return false;
  seen[name] = last;
  save();
  return true;
}

/** How many messages of others this person has not seen there. */
export function unread(person, chat, thread) {
  if (chat.is_forum && thread === undefined) {
    const threads = new Set(messagesOf(chat.id).map(threadOf));
    return [...threads].reduce((sum, each) => sum + unread(person, chat, each), 0);
  }
  const since = seen[place(person, chat.id, thread)] ?? 0;
  return messagesOf(chat.id, thread).filter(
    (message) => message.message_id > since && message.from?.id !== person,
  ).length;
}

/** Unread in the private chat, where the bot speaks to this person alone. */
export const unreadInPrivate = (person) => unread(person, privateChat(person));
export const unreadInGroups = (person) => groupsOf(person).reduce((sum, chat) => sum + unread(person, chat), 0);

// What the page knows of the sandbox's world: loaded once, kept by events. Nothing here draws.

import { api, follow } from "./api.js";

const TYPING_LASTS = 5000; // milliseconds
const RETRY = 1000;

export const world = {
  people: new Map(),
  chats: new Map(),
  messages: new Map(), // chat id → Map(message id → message)
  bot: { first_name: "" },
  seq: 0,
  offset: 0,
  online: true,
  loaded: false,
};

let clockAt = { now: 0, read: 0 };
const listeners = new Set();
const actions = new Map(); // "chat/thread" → until when it shows

/** `heard(event)` after each change; an event of kind "loaded" follows every load. */
export const listen = (heard) => listeners.add(heard);
const tell = (event) => listeners.forEach((heard) => heard(event));

/** The moved clock of the desk, in seconds since 1970. */
export const now = () => clockAt.now + (performance.now() - clockAt.read) / 1000;

export async function load() {
  const state = await api.world();
  world.bot = state.bot;
  world.seq = state.seq;
  world.people = new Map(state.people.map((person) => [person.id, person]));
  world.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
  setClock(state);
  const pages = await Promise.all(state.chats.map(({ id }) => api.messages(id)));
  world.messages = new Map();
  state.chats.forEach(({ id }, place) => keep(id, pages[place]));
  world.loaded = true;
  tell({ kind: "loaded" });
}

/** Loads (again and again while nobody answers), then follows; a stream that cannot go on starts both anew. */
export async function live() {
  try {
    await load();
  } catch (error) {
    if (!world.loaded) throw error;
    setOnline(false);
    setTimeout(live, RETRY);
    return;
  }
  setOnline(true);
  follow(world.seq, heard, setOnline);
}

function setOnline(online) {
  if (world.online === online) return;
  world.online = online;
  tell({ kind: "online" });
}

function heard(event) {
  if (event.kind === "reset") {
    live();
    return;
  }
  apply[event.kind]?.(event);
  tell(event);
}

const apply = {
  message: ({ chat, message }) => keep(chat, [message]),
  edited: ({ chat, message }) => keep(chat, [message]),
  deleted: ({ chat, message_ids }) => message_ids.forEach((id) => known(chat).delete(id)),
  reaction: ({ chat, message_id, reactions, seq }) => {
    const message = known(chat).get(message_id);
    if (message) keep(chat, [{ ...message, sandbox: { ...message.sandbox, reactions, seq } }]);
  },
  topic: ({ chat, topic }) => {
    const group = world.chats.get(chat);
    if (!group) return;
    const others = (group.topics ?? []).filter((each) => each.message_thread_id !== topic.message_thread_id);
    group.topics = topic.deleted ? others : [...others, topic];
  },
  chat: ({ chat, value }) => world.chats.set(chat, value),
  person: ({ value }) => world.people.set(value.id, value),
  bot: ({ value }) => (world.bot = value),
  keyboard: ({ chat, keyboard }) => world.chats.set(chat, { ...privateChat(chat), keyboard }),
  action: ({ chat, thread }) => {
    const place = placeName(chat, thread);
    clearTimeout(actions.get(place));
    actions.set(place, setTimeout(() => (actions.delete(place), tell({ kind: "quiet" })), TYPING_LASTS));
  },
  clock: setClock,
};

function setClock({ now, offset }) {
  clockAt = { now, read: performance.now() };
  world.offset = offset;
}

const known = (chat) => world.messages.get(chat) ?? world.messages.set(chat, new Map()).get(chat);

function keep(chat, messages) {
  const kept = known(chat);
  for (const message of messages) {
    kept.set(message.message_id, message);
    if (message.from?.is_bot) stopTyping(chat, threadOf(message));
  }
}

function stopTyping(chat, thread) {
  const place = placeName(chat, thread);
  clearTimeout(actions.get(place));
  actions.delete(place);
}

const placeName = (chat, thread) => `${chat}/${thread || "general"}`;

export const isTyping = (chat, thread) => actions.has(placeName(chat, thread));

/** Messages of a chat, or of one of its topics, oldest first. */
export function messagesOf(chat, thread) {
  const all = [...known(chat).values()].sort((one, other) => one.message_id - other.message_id);
  return thread ? all.filter((message) => threadOf(message) === thread) : all;
}

/** A topic's id, or "general". */
export const threadOf = (message) => (message.is_topic_message && message.message_thread_id) || "general";

/** Fetches up to 200 messages before the earliest one known there; says whether there were any. */
export async function loadEarlier(chat, thread) {
  const before = messagesOf(chat, thread)[0]?.message_id;
  const page = await api.messages(chat, { thread, before });
  keep(chat, page);
  if (page.length) tell({ kind: "earlier", chat });
  return page.length > 0;
}

export const privateChat = (person) =>
  world.chats.get(person) ?? { id: person, type: "private", keyboard: null };

/** Groups that are alive, and where this person (or anyone) belongs. */
export const groupsOf = (person) =>
  [...world.chats.values()].filter(
    (chat) =>
      chat.type !== "private" && !chat.migrated_to && (person === undefined || memberOf(chat, person)),
  );

const GONE = new Set(["left", "kicked"]);
export const memberOf = (chat, person) =>
  chat.members?.find((member) => member.id === person && !GONE.has(member.status));

export const isAdmin = (chat, person) => ["creator", "administrator"].includes(memberOf(chat, person)?.status);

/** Who somebody is on this stage: a customer is in no group, the lead administers one. */
export function roleOf(person) {
  const groups = groupsOf(person);
  if (!groups.length) return "customer";
  return groups.some((group) => isAdmin(group, person)) ? "lead" : "engineer";
}

const ORDER = ["customer", "engineer", "lead"];
export const cast = () =>
  [...world.people.values()].sort(
    (one, other) => ORDER.indexOf(roleOf(one.id)) - ORDER.indexOf(roleOf(other.id)) || one.id - other.id,
  );

export const topicOf = (chat, thread) => chat.topics?.find((topic) => topic.message_thread_id === thread);

export const fullName = (account) => [account?.first_name, account?.last_name].filter(Boolean).join(" ");

// Links that lead inside this small Telegram are followed inside it; the rest open in a new tab.

import { world } from "./world.js";

const TOPIC = /^https:\/\/t\.me\/c\/(\d+)\/(\d+)(?:\/(\d+))?/;

/** What a link means here: {start: payload}, {topic: {chat, thread, message}}, {person: id}, or nothing. */
export function inside(url) {
  const bot = world.bot.username?.toLowerCase();
  const address = URL.canParse(url) ? new URL(url) : null;
  if (!address) return undefined;
  const topic = TOPIC.exec(url);
  if (topic) return { topic: place(topic) };
  if (/^(www\.)?(t|telegram)\.me$/.test(address.host) && address.pathname.slice(1).toLowerCase() === bot)
    return { start: address.searchParams.get("start") ?? "" };
  if (address.protocol === "tg:" && (address.host || address.pathname) === "resolve" && address.searchParams.get("domain")?.toLowerCase() === bot)
    return { start: address.searchParams.get("start") ?? "" };
  return undefined;
}

function place([, group, first, second]) {
  const chat = Number(`-100${group}`);
  const isTopic = second || world.chats.get(chat)?.topics?.some((topic) => topic.message_thread_id === Number(first));
  return { chat, thread: isTopic ? Number(first) : "general", message: Number(second ?? first) };
}

// The letters the mailbox holds, and which of them were read here.

import { api } from "./api.js";

const KEPT = "sandbox.mail-seen";
export const postbox = { mails: [], temper: { mood: "accept" }, there: false };
let seen = Number(localStorage.getItem(KEPT) ?? 0);

/** Loads the letters; a sandbox without a mailbox has none. */
export async function loadMail() {
  try {
    Object.assign(postbox, await api.mail(), { there: true });
  } catch {
    postbox.there = false;
  }
  const last = postbox.mails.at(-1)?.number ?? 0;
  if (seen > last) seen = 0;
}

export const unreadMail = () => postbox.mails.filter(({ number }) => number > seen).length;

/** All letters are read now; says whether that changed anything. */
export function seeMail() {
  const last = postbox.mails.at(-1)?.number ?? 0;
  if (last === seen) return false;
  seen = last;
  localStorage.setItem(KEPT, seen);
  return true;
}

// The control side of the sandbox over HTTP: sandbox/README.md is its contract.

/** The sandbox said no, in a plain sentence. */
export class Refusal extends Error {}

async function call(method, path, body) {
  const request = { method };
  if (body instanceof Blob) request.body = body;
  else if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(path, request);
  const answer = await response.json();
  if (!answer.ok) throw new Refusal(answer.error);
  return answer.result;
}

const query = (facts) =>
  new URLSearchParams(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null));

export const api = {
  world: () => call("GET", "/control/world"),
  messages: (chat, facts = {}) => call("GET", `/control/chats/${chat}/messages?${query(facts)}`),
  menu: (person, chat) => call("GET", `/control/menu?${query({ person, chat })}`),
  act: (who, what, facts = {}) => call("POST", "/control/act", { who, do: what, ...facts }),
  change: (person, facts) => call("PATCH", `/control/people/${person}`, facts),
  moveClock: (seconds) => call("POST", "/control/clock", { move: seconds }),
  upload: (file) => call("POST", `/control/files?${query({ name: file.name })}`, file),
  fileUrl: (fileId) => `/control/files/${encodeURIComponent(fileId)}`,
  mail: () => call("GET", "/control/mail"),
  mailMood: (mood) => call("POST", "/control/mail/mood", mood),
};

/** Follows the events after `seq` for ever; `state(true | false)` says whether the line is open. */
export function follow(seq, heard, state) {
  let last = seq;
  const open = () => {
    const stream = new EventSource(`/control/events?${query({ after: last })}`);
    stream.onopen = () => state(true);
    stream.onmessage = ({ data }) => {
      const event = JSON.parse(data);
      if (event.seq !== undefined) last = event.seq;
      heard(event);
      if (event.kind === "reset") stream.close();
    };
    stream.onerror = () => {
      state(false);
      if (stream.readyState !== EventSource.CLOSED) return;
      setTimeout(open, 1000);
    };
  };
  open();
}

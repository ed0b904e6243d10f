// Drawings of one stroke on a 24 × 24 field.

const PATHS = {
  back: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L9.8 17.3a1.7 1.7 0 0 1-2.4-2.4L15 7.3",
  commands: "M9 18l6-12M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z",
  keyboard: "M3 7h18v11H3zM7 11v.01M11 11v.01M15 11v.01M8 14.5h8",
  reply: "M10 6l-6 6 6 6M4 12h10a6 6 0 0 1 6 6v1",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  forward: "M14 6l6 6-6 6M20 12H10a6 6 0 0 0-6 6v1",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  unlock: "M7 11V8a5 5 0 0 1 9.5-2M6 11h12v9H6z",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 13l4 4L19 7",
  plus: "M12 5v14M5 12h14",
  clock: "M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  voice: "M12 4a3 3 0 0 1 3 3v4a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9v.01",
  place: "M12 21c4-5 7-8 7-11a7 7 0 0 0-14 0c0 3 3 6 7 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  poll: "M5 20v-8M12 20V4M19 20v-5",
  smile: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM9 10v.01M15 10v.01M8.5 14.5a4.5 4.5 0 0 0 7 0",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0",
  stop: "M7 7h10v10H7z",
  link: "M10 14l8-8M12 6h6v6M15 15v4H5V9h4",
  ban: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM6 6l12 12",
  group: "M9 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20a6 6 0 0 1 12 0M16 5.5a3.3 3.3 0 0 1 0 6M17.5 14.5A6 6 0 0 1 21 20",
  bot: "M5 13v-2a7 7 0 0 1 14 0v2M5 12h3v6H6a1 1 0 0 1-1-1zM19 12h-3v6h2a1 1 0 0 0 1-1zM18 18c0 2-2 3-5 3",
};

const SPACE = "http://www.w3.org/2000/svg";

/** An icon by name; it says nothing to a screen reader: the button around it does. */
export function icon(name) {
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

// Elements and icons: everything the reader sees beside the canvases is made here.

const ICONS = {
  play: "M8 5v14l11-7z", pause: "M7 5h4v14H7zM13 5h4v14h-4z", first: "M6 5h2.4v14H6zM20 5v14L9.5 12z", today: "M7 2h2v2h6V2h2v2h3v17H4V4h3zM6 9v10h12V9zm4 2.5h4v4h-4z", options: "M4 6h9v2H4zm13-1h2v1h2v2h-2v1h-2zM4 16h3v-1h2v4H7v-1H4zm7 0h10v2H11z", last: "M15.6 5H18v14h-2.4zM4 5v14l10.5-7z",
  fit: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z", close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z",
  list: "M4 6h3v3H4zM9 6.5h11v2H9zM4 11h3v3H4zM9 11.5h11v2H9zM4 16h3v3H4zM9 16.5h11v2H9z", legend: "M12 3 2 8.5 12 14l10-5.5zM4.2 12.2 2 13.5 12 19l10-5.5-2.2-1.3L12 16.5z",
  home: "M12 3 3 10.5V21h6v-6h6v6h6V10.5z", picture: "M4 7h3l2-2h6l2 2h3v12H4zm8 2.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z", link: "M10 8V6H7a5 5 0 0 0 0 10h3v-2H7a3 3 0 0 1 0-6zm4 0h3a3 3 0 0 1 0 6h-3v2h3a5 5 0 0 0 0-10h-3zM8 10h8v2H8z",
  search: "M10 3a7 7 0 0 1 5.6 11.2l5.1 5.1-1.4 1.4-5.1-5.1A7 7 0 1 1 10 3zm0 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10z",
  back: "M15 5 8 12l7 7 1.6-1.6L11.2 12l5.4-5.4z", on: "M9 5l7 7-7 7-1.6-1.6 5.4-5.4-5.4-5.4z",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z", minus: "M5 11h14v2H5z",
};

const STILL = matchMedia("(prefers-reduced-motion: reduce)"); // nothing glides for a reader who asked for that

/** Build an element: el("button.small", {title: "…"}, children or text). Text is always set as text. */
function el(selector, attributes = {}, children = []) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...(Array.isArray(children) ? children : [children]).filter((child) => child !== null && child !== undefined));
  return node;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const iconButton = (name, title, onclick) => el("button.gm-icon", { type: "button", title, "aria-label": title, onclick }, icon(name));

// For the keyboard: a way past the menus to the map, and into what a popover shows. Streamlit puts that at the end of the
// page and leaves the focus on its button: Tab would pass through the whole page before it came there.
const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";

/** What Tab stops at, in order, in the shadow roots of components, too. */
function stopsIn(root) {
  return [...root.querySelectorAll("*")].flatMap((node) => {
    const own = node.matches(STOPS) && !node.disabled && node.tabIndex >= 0 && node.checkVisibility() ? [node] : [];
    return node.shadowRoot ? [...own, ...stopsIn(node.shadowRoot)] : own;
  });
}

function focused() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node;
}

function walk(event) {
  if (event.key !== "Tab" || event.defaultPrevented) return;
  const opener = document.querySelector("[data-testid=stPopoverButton][aria-expanded=true]");
  const body = document.querySelector("[data-testid=stPopoverBody]");
  if (!opener || !body) return;
  const stops = stopsIn(body);
  const at = focused();
  if (at === opener && !event.shiftKey) stops[0]?.focus();
  else if (at === stops[0] && event.shiftKey) opener.focus();
  else if (at === stops.at(-1) && !event.shiftKey) return opener.focus(); // and on from there
  else return;
  event.preventDefault();
}

export default function ({ data, parentElement }) {
  const skip = parentElement.querySelector("button");
  skip.textContent = data.map;
  skip.hidden = !data.map;
  skip.onclick = () => document.querySelector(".st-key-map iframe")?.focus();
  document.addEventListener("keydown", walk);
  return () => document.removeEventListener("keydown", walk);
}

// The buttons back and forward: a map that is only moved, or that says how it plays, makes no step of its own, and neither
// does a page just opened that then writes its link.
const PASSING = ["at", "mode"];

function lasting(search) {
  const kept = new URLSearchParams(search);
  for (const name of PASSING) kept.delete(name);
  return kept.toString();
}

export default function () {
  if (window.geoBack) return; // once for all pages: what it sets stays with the window
  window.geoBack = true;
  const push = history.pushState;
  let opened = false; // the page at hand has just come and has no link yet
  history.pushState = function (state, title, url) {
    const to = new URL(url ?? "", location.href);
    const stays = to.pathname === location.pathname;
    const passing = stays && (opened || lasting(to.search) === lasting(location.search));
    opened = !stays && !to.search;
    (passing ? history.replaceState : push).call(history, state, title, url);
  };
  window.addEventListener("popstate", () => (opened = false));
}

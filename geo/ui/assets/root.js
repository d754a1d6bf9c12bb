// What Streamlit leaves as it was at the root of the page: the language, for screen readers, and the colour scheme of menus
// and dialogs, which it draws beside the app.
let watch;

function takeScheme(app) {
  document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  const app = document.querySelector(".stApp");
  takeScheme(app);
  watch?.disconnect();
  watch = new MutationObserver(() => takeScheme(app));
  watch.observe(app, { attributes: true, attributeFilter: ["class"] }); // another theme is another class
  return () => watch.disconnect();
}

// A hint that the reader puts away. The keyboard goes on to the map, not back to the top of the page.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".hint");
  root.querySelector("p").textContent = data.text;
  const button = root.querySelector("button");
  button.textContent = data.close;
  button.onclick = () => {
    document.querySelector(".st-key-map iframe")?.focus();
    setTriggerValue("closed", true);
  };
}

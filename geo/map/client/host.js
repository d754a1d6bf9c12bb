// The Streamlit side of the map (st.components.v2): holds the document in a sandboxed frame, so that report text never
// meets the page. Couriers (courier.js) hand data over through a mailbox on the Streamlit container around both.

const SHELL = "{{shell}}";

export default function ({ parentElement, setStateValue }) {
  const box = mailbox(parentElement.host ?? parentElement);
  const holder = parentElement.querySelector(".geo-map");
  let frame = holder.querySelector("iframe");
  box.setState = setStateValue; // the newest one: Streamlit renews it with every run
  if (frame) return box.leave;

  frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads");
  frame.setAttribute("title", "Map");
  frame.setAttribute("referrerpolicy", "no-referrer");
  box.holder = holder;
  if (box.height) holder.style.height = box.height; // a courier may have come first
  const send = (message) => frame.contentWindow?.postMessage(message, "*");

  const messages = {
    ready({ label }) {
      frame.title = label; // in the reader's language, for screen readers
      box.open(send);
    },
    done: ({ id }) => box.carriedOut(id),
    state: ({ state }) => box.setState("state", state),
    "link?": () => send({ geoMap: "link", link: window.parent === window ? location.href : document.referrer || location.href }),
  };
  const listen = (event) => {
    if (event.source === frame.contentWindow) messages[event.data?.geoMap]?.(event.data);
  };
  window.addEventListener("message", listen);
  frame.srcdoc = SHELL;
  holder.append(frame);
  box.leave = () => {
    window.removeEventListener("message", listen);
    box.open(null);
    frame.remove();
  };
  return box.leave;
}

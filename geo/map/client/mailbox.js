// The mailbox on the Streamlit container around a map: couriers leave letters in it, the host hands them to its frame.
// Put before host.js and courier.js (geo/map/component.py).

function mailbox(element) {
  let node = element;
  const keyOf = (one) => one.classList && [...one.classList].find((name) => name.startsWith("st-key-") && name.endsWith("-geomap"));
  while (node && !keyOf(node)) {
    node = node.parentElement ?? node.getRootNode()?.host;
    if (node instanceof Document) node = null;
  }
  node ??= document.body;
  return (node.geoMapMailbox ??= { key: keyOf(node), letters: new Map(), deliver: null });
}

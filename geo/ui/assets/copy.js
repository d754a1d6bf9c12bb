// A text to take along: shown, copied by a button, and handed to the device's own sheet where there is one.
async function copied(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.select(); // pages without TLS have no clipboard of their own
    return document.execCommand("copy");
  }
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.onclick = act;
  return made;
}

export default function ({ data, parentElement }) {
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.rows = data.rows;
  field.value = data.text;
  const label = document.createElement("label");
  label.textContent = data.words.text;
  label.append(field);
  field.onfocus = () => field.select();
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const copy = button(data.words.copy, async () => {
    said.textContent = (await copied(data.text, field)) ? data.words.copied : data.words.by_hand;
  });
  const line = document.createElement("div");
  line.className = "buttons";
  line.append(copy);
  if (data.link && navigator.share) {
    line.append(button(data.words.send, () => navigator.share({ title: data.title, url: data.text }).catch(() => {})));
  }
  line.append(said);
  parentElement.querySelector(".copy").replaceChildren(label, line);
}

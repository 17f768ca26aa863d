// Lines of a concordance, aligned at the word looked for. Each line runs as its own text runs; every value enters the page as text.
const ARABIC = /[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC]/;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function side(className, text, direction) {
  const box = element("span", className);
  const inner = element("bdi", "", text);
  inner.dir = direction;
  box.append(inner);
  return box;
}

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.send = setTriggerValue;
  const seen = JSON.stringify(data);
  if (parentElement.seen === seen) return;
  parentElement.seen = seen;
  parentElement.querySelector(".marsad-kwic")?.remove();
  const list = element("ol", "marsad-kwic");
  list.setAttribute("aria-label", data.label);
  for (const row of data.rows) {
    const direction = ARABIC.test(`${row.match}${row.left}${row.right}`) ? "rtl" : "ltr";
    const line = element("li", "line");
    const text = element("div", "text");
    text.dir = direction;
    const match = element("button", "match", row.match);
    match.type = "button";
    match.dir = direction;
    match.title = row.open;
    match.setAttribute("aria-label", `${row.left} ${row.match} ${row.right}. ${row.open}`);
    match.onclick = () => parentElement.send("chosen", row.id);
    text.append(side("before", row.left, direction), match, side("after", row.right, direction));
    const where = element("div", "where");
    const dot = element("span", "dot");
    dot.style.background = row.colour;
    where.append(dot, element("bdi", "", row.where));
    line.append(text, where);
    list.append(line);
  }
  parentElement.append(list);
}

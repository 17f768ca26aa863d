// Lines of a concordance, aligned at the word looked for. Each line runs as its own text runs; every value enters the page as text.
const ARABIC = /[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC]/;

const ENDS = /[\p{L}\p{M}\u0640]$/u;
const BEGINS = /^[\p{L}\p{M}\u0640]/u;
const ALONE = /[\u0621-\u0625\u0627\u0629\u062F-\u0632\u0648\u0649\u0671]\p{M}*$/u;
const JOINER = "\u200D";

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// What stands between two pieces of one written word: letters that join are told so, for pieces apart are shaped apart. null where words part.
function seam(first, second) {
  if (!ENDS.test(first) || !BEGINS.test(second)) return null;
  return ARABIC.test(second) && !ALONE.test(first) ? JOINER : "";
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
    const [before, after] = [seam(row.left, row.match), seam(row.match, row.right)];
    const match = element("button", "match", `${before ?? ""}${row.match}${after ?? ""}`);
    match.type = "button";
    match.dir = direction;
    match.title = row.open;
    match.setAttribute("aria-label", `${row.left}${row.match}${row.right}. ${row.open}`);
    match.onclick = () => parentElement.send("chosen", row.id);
    text.append(
      side(before === null ? "before" : "before joined", `${row.left}${before ?? ""}`, direction),
      match,
      side(after === null ? "after" : "after joined", `${after ?? ""}${row.right}`, direction),
    );
    const where = element("div", "where");
    const dot = element("span", "dot");
    dot.style.background = row.colour;
    where.append(dot, element("bdi", "", row.where));
    line.append(text, where);
    list.append(line);
  }
  parentElement.append(list);
}

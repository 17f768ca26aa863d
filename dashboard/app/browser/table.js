// A table that sorts, searches and turns its own pages; every value enters the page as text, never as markup.
const PAGE = 50;
const UNSEEN = /[\u064B-\u065F\u0670\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069]/g;

const folded = (text) =>
  String(text).toLowerCase().replace(UNSEEN, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه");
const sortable = (text) => String(text).replace(UNSEEN, "").replace(/^[«"'(\s]+/, "").replace(/^ال(?=..)/, "");

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.send = setTriggerValue;
  const seen = JSON.stringify(data);
  if (parentElement.seen === seen) return;
  parentElement.seen = seen;
  parentElement.querySelector(".marsad-table")?.remove();

  const collator = new Intl.Collator(data.lang, { numeric: true });
  const whole = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(data.locale, { style: "percent", maximumFractionDigits: 1 });
  const format = { number: (v) => whole.format(v), decimal: (v) => fine.format(v), percent: (v) => percent.format(v) };

  const raw = (cell) => (Array.isArray(cell) ? cell[0] : cell);
  const shown = (cell, kind) => {
    if (cell === null || cell === undefined) return "";
    if (Array.isArray(cell)) return cell[1];
    return format[kind] && typeof cell === "number" ? format[kind](cell) : String(cell);
  };
  const index = data.rows.map((row) => folded(row.cells.map((cell, at) => shown(cell, data.columns[at].kind)).join(" ")));

  const state = { sort: -1, down: false, query: "", shown: PAGE };
  const root = element("div", "marsad-table");
  const bar = element("div", "bar");
  const search = element("input");
  search.type = "search";
  search.placeholder = data.words.search;
  search.setAttribute("aria-label", `${data.words.search}: ${data.label}`);
  const tally = element("span", "tally");
  tally.setAttribute("role", "status");
  bar.append(search, tally);
  const frame = element("div", "frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", data.label);
  const table = element("table");
  const head = element("thead");
  const body = element("tbody");
  const more = element("button", "more", data.words.more);
  more.type = "button";
  table.append(head, body);
  frame.append(table);
  root.append(bar, frame, more);
  parentElement.append(root);

  const top = element("tr");
  const heads = data.columns.map((column, at) => {
    const cell = element("th", column.kind);
    cell.scope = "col";
    const button = element("button", "", column.label);
    button.type = "button";
    button.title = `${data.words.sort} ${column.label}`;
    button.onclick = () => {
      const numeric = column.kind !== "text";
      state.down = state.sort === at ? !state.down : numeric;
      state.sort = at;
      draw();
    };
    cell.append(button);
    top.append(cell);
    return cell;
  });
  head.append(top);

  function order() {
    const query = folded(state.query).trim().split(/\s+/).filter(Boolean);
    const rows = data.rows.map((row, at) => at).filter((at) => query.every((word) => index[at].includes(word)));
    if (state.sort < 0) return rows;
    const value = (at) => raw(data.rows[at].cells[state.sort]);
    return rows.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      const [noX, noY] = [x === null || x === undefined || x === "", y === null || y === undefined || y === ""];
      if (noX || noY) return noX - noY || a - b;
      const by = typeof x === "number" && typeof y === "number" ? x - y : collator.compare(sortable(x), sortable(y));
      return (state.down ? -by : by) || a - b;
    });
  }

  function draw() {
    const rows = order();
    heads.forEach((cell, at) => {
      if (at === state.sort) cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
    body.replaceChildren(
      ...rows.slice(0, state.shown).map((at) => {
        const row = data.rows[at];
        const line = element("tr");
        row.cells.forEach((cell, place) => {
          const column = data.columns[place];
          const box = element("td", column.kind);
          const text = shown(cell, column.kind);
          const inner = column.link && row.key !== null ? element("button", "link") : element("bdi");
          inner.textContent = text;
          if (column.link && row.key !== null) {
            inner.type = "button";
            inner.dir = "auto";
            inner.onclick = () => parentElement.send("chosen", row.key);
          }
          if (column.colour && row.colour) {
            const dot = element("span", "dot");
            dot.style.background = row.colour;
            box.append(dot);
          }
          if (column.note && row.note) box.append(element("span", "note", row.note), " ");
          box.append(inner);
          line.append(box);
        });
        return line;
      }),
    );
    more.hidden = rows.length <= state.shown;
    tally.textContent = data.words.rows.replace("{shown}", whole.format(Math.min(state.shown, rows.length))).replace("{all}", whole.format(rows.length));
    search.hidden = data.rows.length < 8;
  }

  search.oninput = () => {
    state.query = search.value;
    state.shown = PAGE;
    draw();
  };
  more.onclick = () => {
    state.shown += 4 * PAGE;
    draw();
  };
  draw();
}

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

  const state = { sort: -1, down: false, query: "", shown: PAGE, picked: new Set(), changes: new Map(), last: null };
  const picking = Boolean(data.picking);
  const editing = data.columns.some((column) => column.edit);
  const root = element("div", "marsad-table");
  const bar = element("div", "bar");
  const search = element("input");
  search.type = "search";
  search.placeholder = data.words.search;
  search.setAttribute("aria-label", `${data.words.search}: ${data.label}`);
  const tally = element("span", "tally");
  tally.setAttribute("role", "status");
  bar.append(search, tally);
  const acting = element("div", "acting");
  const button = (label, className, act) => {
    const made = element("button", `action ${className}`, label);
    made.type = "button";
    made.onclick = act;
    return made;
  };
  const chosen = element("span", "tally");
  chosen.setAttribute("role", "status");
  const actions = (data.actions || []).map(({ name, label }) =>
    button(label, "", () => parentElement.send("acted", { action: name, keys: [...state.picked] })),
  );
  const save = button(data.words.save, "primary", () => {
    const changes = [...state.changes].map(([key, fields]) => [key, Object.fromEntries(fields)]);
    parentElement.send("saved", Object.fromEntries(changes));
  });
  const fill = button(data.words.fill, "", () => {
    state.picked.forEach((key) => change(key, state.last.field, state.last.value));
    draw();
  });
  if (picking) acting.append(chosen, ...actions);
  if (editing) acting.append(...(picking ? [fill] : []), save);
  if (picking || editing) bar.append(acting);
  (data.options || []).forEach(({ id, values }) => {
    const list = element("datalist");
    list.id = `${data.key}-${id}`;
    values.forEach((value) => {
      const option = element("option");
      option.value = value;
      list.append(option);
    });
    root.append(list);
  });
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
  const all = element("input");
  if (picking) {
    all.type = "checkbox";
    all.setAttribute("aria-label", data.words.pick_all);
    all.onchange = () => {
      order().forEach((at) => (all.checked ? state.picked.add(data.rows[at].key) : state.picked.delete(data.rows[at].key)));
      draw();
    };
    const cell = element("th", "pick");
    cell.scope = "col";
    cell.append(all);
    top.append(cell);
  }
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
  if ((data.row_actions || []).length) {
    const cell = element("td", "does");
    cell.setAttribute("aria-hidden", "true");
    top.append(cell);
  }
  head.append(top);

  function change(key, field, value) {
    const row = data.rows.find((one) => one.key === key);
    const before = raw(row.cells[data.columns.findIndex((column) => column.field === field)]) ?? "";
    const fields = state.changes.get(key) || new Map();
    if (value === before) fields.delete(field);
    else fields.set(field, value);
    if (fields.size) state.changes.set(key, fields);
    else state.changes.delete(key);
    tell();
  }

  function tell() {
    const number = [...state.changes.values()].reduce((sum, fields) => sum + fields.size, 0);
    chosen.textContent = data.words.picked?.replace("{n}", whole.format(state.picked.size)) ?? "";
    actions.forEach((one) => (one.disabled = !state.picked.size));
    fill.disabled = !state.picked.size || !state.last;
    save.disabled = !number;
    save.textContent = number ? `${data.words.save} (${whole.format(number)})` : data.words.save;
  }

  function picker(row) {
    const box = element("td", "pick");
    const mark = element("input");
    mark.type = "checkbox";
    mark.checked = state.picked.has(row.key);
    mark.setAttribute("aria-label", `${data.words.pick}: ${shown(row.cells[0], data.columns[0].kind)}`);
    mark.onchange = () => {
      if (mark.checked) state.picked.add(row.key);
      else state.picked.delete(row.key);
      tell();
    };
    box.append(mark);
    return box;
  }

  function field(row, column, cell) {
    const input = element("input", "edit");
    const before = raw(cell) ?? "";
    const now = state.changes.get(row.key)?.get(column.field) ?? before;
    input.type = "text";
    input.placeholder = column.hint || "";
    input.value = column.edit === "list" && now === before && Array.isArray(cell) ? cell[1] : now;
    input.dir = "auto";
    if (column.edit === "list") input.setAttribute("list", `${data.key}-${column.field}`);
    input.setAttribute("aria-label", `${column.label}: ${shown(row.cells[0], data.columns[0].kind)}`);
    input.classList.toggle("changed", now !== before);
    const first = input.value;
    input.onchange = () => {
      const value = input.value.trim() === first && now === before ? before : input.value.trim();
      state.last = { field: column.field, value };
      change(row.key, column.field, value);
      input.classList.toggle("changed", value !== before);
    };
    return input;
  }

  function doing(row) {
    const box = element("td", "does");
    (data.row_actions || []).forEach(({ name, label }) => {
      const made = button(label, "small", () => parentElement.send("acted", { action: name, keys: [row.key] }));
      made.setAttribute("aria-label", `${label}: ${shown(row.cells[0], data.columns[0].kind)}`);
      box.append(made);
    });
    return box;
  }

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
        if (picking) line.append(picker(row));
        row.cells.forEach((cell, place) => {
          const column = data.columns[place];
          const box = element("td", column.kind);
          if (column.edit) {
            box.append(field(row, column, cell));
            line.append(box);
            return;
          }
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
        if ((data.row_actions || []).length) line.append(doing(row));
        return line;
      }),
    );
    all.checked = rows.length > 0 && rows.every((at) => state.picked.has(data.rows[at].key));
    tell();
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

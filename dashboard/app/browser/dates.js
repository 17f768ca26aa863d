// Two dates to type in the reader's own way, or to pick from a calendar in the reader's months, digits and weeks.
const DAY = 86400000;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const number = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const parts = (day) => {
  const at = new Date(day * DAY);
  return [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCDay()];
};

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(className, text, label) {
  const made = element("button", className, text);
  made.type = "button";
  if (label) {
    made.setAttribute("aria-label", label);
    made.title = label;
  }
  return made;
}

// The same day of another month, or that month's last day.
function moved(day, months) {
  const [year, month, date] = parts(day);
  const first = new Date(Date.UTC(year, month + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)) / DAY;
}

function calendar(data, { value: chosen, start }, choose, close) {
  const said = (value) => (data.arabicDigits ? String(value).replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[digit]) : String(value));
  const [low, high] = [number(data.low), number(data.high)];
  const within = (day) => Math.max(low, Math.min(high, day));
  let at = within(number(start));

  const box = element("div", "calendar");
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", data.words.calendar);
  const bar = element("div", "bar");
  const title = element("strong");
  title.setAttribute("aria-live", "polite");
  const step = (text, label, months) => {
    const made = button("step", text, label);
    made.onclick = () => show(within(moved(at, months)), false);
    return made;
  };
  const [back, on] = data.rtl ? ["›", "‹"] : ["‹", "›"];
  bar.append(
    step(back + back, data.words.year_before, -12), step(back, data.words.month_before, -1), title,
    step(on, data.words.month_after, 1), step(on + on, data.words.year_after, 12),
  );
  const table = element("table");
  table.setAttribute("role", "grid");
  const head = element("tr");
  for (let i = 0; i < 7; i++) {
    const cell = element("th", "", data.weekdays[(data.first + i) % 7]);
    cell.scope = "col";
    cell.abbr = data.weekdayNames[(data.first + i) % 7];
    head.append(cell);
  }
  const body = element("tbody");
  const top = element("thead");
  top.append(head);
  table.append(top, body);
  box.append(bar, table);

  function show(day, focus) {
    at = day;
    const [year, month] = parts(at);
    title.textContent = `${data.months[month]} ${said(year)}`;
    const first = Date.UTC(year, month, 1) / DAY;
    const start = first - ((parts(first)[3] - data.first + 7) % 7);
    body.replaceChildren();
    for (let week = start; parts(week)[1] === month || week < first; week += 7) {
      const row = element("tr");
      for (let one = week; one < week + 7; one++) {
        const cell = element("td");
        if (parts(one)[1] === month) {
          const [, , date] = parts(one);
          const pick = button("day", said(date), `${said(date)} ${data.months[month]} ${said(year)}`);
          pick.tabIndex = one === at ? 0 : -1;
          pick.disabled = one < low || one > high;
          if (chosen && number(chosen) === one) cell.setAttribute("aria-selected", "true");
          pick.onclick = () => choose(iso(one));
          cell.append(pick);
        }
        row.append(cell);
      }
      body.append(row);
    }
    if (focus) body.querySelector("[tabindex='0']")?.focus();
  }

  box.onkeydown = (press) => {
    if (press.key === "Escape") {
      close();
      return;
    }
    if (!press.target.classList.contains("day")) return;
    const side = data.rtl ? -1 : 1;
    const weekday = (parts(at)[3] - data.first + 7) % 7;
    const steps = {
      ArrowLeft: () => at - side, ArrowRight: () => at + side, ArrowUp: () => at - 7, ArrowDown: () => at + 7,
      Home: () => at - weekday, End: () => at + 6 - weekday,
      PageUp: () => moved(at, press.shiftKey ? -12 : -1), PageDown: () => moved(at, press.shiftKey ? 12 : 1),
    };
    if (!(press.key in steps)) return;
    press.preventDefault();
    show(within(steps[press.key]()), true);
  };
  show(at, false);
  return { box, focus: () => show(at, true) };
}

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.send = setTriggerValue;
  const seen = JSON.stringify(data);
  if (parentElement.seen === seen) return;
  parentElement.seen = seen;
  parentElement.querySelector(".marsad-dates")?.remove();
  const root = element("div", "marsad-dates");
  let open = null;
  const shut = () => {
    open?.box.remove();
    open?.opener.setAttribute("aria-expanded", "false");
    open?.opener.focus();
    open = null;
  };
  for (const field of data.fields) {
    const box = element("div", "field");
    const label = element("label", "", field.label);
    const input = element("input");
    input.id = label.htmlFor = `${data.key}_${field.name}`;
    input.type = "text";
    input.autocomplete = "off";
    input.value = field.text;
    input.placeholder = field.placeholder;
    const send = (value) => parentElement.send("changed", `${field.name}=${value}`);
    input.onkeydown = (press) => {
      if (press.key === "Enter") input.blur();
    };
    input.onblur = () => {
      if (input.value.trim() !== field.text) send(input.value.trim());
    };
    const opener = button("opener", "", `${data.words.calendar}: ${field.label}`);
    opener.setAttribute("aria-expanded", "false");
    opener.innerHTML =
      '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="1.7" d="M4 6h16v14H4zM4 10.5h16M8 3v5M16 3v5"/></svg>';
    opener.onclick = () => {
      const again = open?.opener === opener;
      if (open) shut();
      if (again) return;
      const made = calendar(data, field, send, shut);
      open = { box: made.box, opener };
      opener.setAttribute("aria-expanded", "true");
      box.append(made.box);
      made.focus();
    };
    const line = element("div", "line");
    line.append(input, opener);
    box.append(label, line);
    if (field.wrong) {
      const told = element("p", "wrong", field.wrong);
      told.setAttribute("role", "alert");
      box.append(told);
    }
    root.append(box);
  }
  parentElement.append(root);
}

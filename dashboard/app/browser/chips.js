// What is selected, each part with a button that removes it; who uses the keyboard goes on at the part that follows, or at the page's heading.
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.send = setTriggerValue;
  const seen = JSON.stringify(data);
  if (parentElement.seen === seen) return;
  parentElement.seen = seen;
  parentElement.querySelector(".marsad-chips")?.remove();
  const list = document.createElement("ul");
  list.className = "marsad-chips";
  list.setAttribute("aria-label", data.label);
  const add = (text, title, key, className, leads) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = className;
    button.title = title;
    button.setAttribute("aria-label", title);
    const name = document.createElement("bdi");
    name.textContent = text;
    button.append(name);
    button.onclick = () => {
      const all = [...list.querySelectorAll("button")];
      parentElement.at = document.activeElement === button ? all.indexOf(button) : null;
      if (all.length === 1 || key === "*") document.querySelector("h1#content")?.focus({ preventScroll: true });
      parentElement.send("remove", key);
    };
    item.append(button);
    if (leads) {
      const link = document.createElement("a");
      link.className = "lead";
      link.href = leads;
      link.textContent = "↗";
      link.title = `${data.open}: ${text}`;
      link.setAttribute("aria-label", link.title);
      item.append(link);
    }
    list.append(item);
  };
  for (const chip of data.chips) add(chip.text, chip.title, chip.key, "chip", chip.leads);
  if (data.chips.length > 1) add(data.clear, data.clear, "*", "chip clear");
  parentElement.append(list);
  const left = list.querySelectorAll("button");
  if (parentElement.at != null && document.activeElement === document.body) left[Math.min(parentElement.at, left.length - 1)]?.focus();
  parentElement.at = null;
}

// PNG and SVG of a plotly chart, made here in the browser by plotly's own download button.
const LETTER = 6.2;
const LINE = 21;
const LETTERS = 18;

// The citation in lines as wide as the picture, each in an isolate of its own, for plotly's own little markup.
function lines(text, width, rtl) {
  const most = Math.max(Math.floor(width / LETTER), 20);
  const found = [];
  for (const word of text.split(/\s+/)) {
    const last = found.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  const escaped = (line) => line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return found.map((line) => `${rtl ? "\u2067" : "\u2066"}${escaped(line)}\u2069`);
}

export default function ({ data, parentElement }) {
  const seen = JSON.stringify(data);
  if (parentElement.seen === seen) return;
  parentElement.seen = seen;
  parentElement.querySelector(".marsad-actions")?.remove();
  const box = document.createElement("div");
  box.className = "marsad-actions";
  for (const format of ["png", "svg"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "action";
    button.textContent = format.toUpperCase();
    button.dataset.format = format;
    button.onclick = () => {
      const plot = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
      const own = [...(plot?.querySelectorAll(".modebar-btn") ?? [])].find((one) => one.dataset.title === data.title);
      if (!own) return;
      const { width, height } = plot._fullLayout;
      const cited = lines(data.citation, width, data.rtl);
      const room = LINE * cited.length;
      const { title, margin, xaxis } = plot.layout;
      // Plotly copies figure and options as soon as its button is clicked; what the reader sees never changes.
      // It puts the further lines of a title below the picture: the title is lifted by them, and the axis keeps their room free.
      plot.layout.title = {
        ...title, text: [title?.text ?? "", ...cited].join("<br>"), automargin: false, y: (LETTERS * cited.length) / (height + room),
      };
      plot.layout.margin = { ...margin, b: plot._fullLayout.margin.b + room };
      plot.layout.xaxis = { ...xaxis, title: { ...xaxis?.title, text: (xaxis?.title?.text ?? "") + "<br>\u00a0".repeat(cited.length) } };
      plot._context.toImageButtonOptions = {
        format, scale: format === "png" ? 2 : 1, filename: data.filename, width, height: height + room,
      };
      own.dispatchEvent(new MouseEvent("click"));
      Object.assign(plot.layout, { title, margin, xaxis });
    };
    box.append(button);
  }
  parentElement.append(box);
}

// PNG and SVG of a plotly chart, made here in the browser by plotly's own download button.
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
      plot._context.toImageButtonOptions = { format, scale: format === "png" ? 2 : 1, filename: data.filename };
      own.dispatchEvent(new MouseEvent("click"));
    };
    box.append(button);
  }
  parentElement.append(box);
}

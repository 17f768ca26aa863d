for (const data of document.querySelectorAll("script[data-for]")) {
  const figure = JSON.parse(data.textContent);
  const place = document.getElementById(data.dataset.for);
  Plotly.newPlot(place, figure.data, figure.layout, { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["select2d", "lasso2d"] });
}

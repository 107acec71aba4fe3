// Pages that are there to be printed, and the button that prints any other.
if (document.documentElement.hasAttribute("data-print-now")) {
  window.addEventListener("load", () => window.print());
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});

// Charts are drawn as wide as their window; on paper, as wide as that, or a browser would make all of the page smaller.
(function () {
  "use strict";

  // Between the margins of the narrower of A4 and Letter, at 96 pixels an inch.
  const PAPER = 700;

  function draw(page) {
    const screen = document.getElementById("main")?.clientWidth;
    document.querySelectorAll(".js-plotly-plot").forEach((plot) => {
      // Beside others it has its share.
      const width = page && Math.floor(plot.offsetWidth * Math.min(1, page / screen));
      window.Plotly.relayout(plot, {autosize: !page, width});
    });
  }

  window.addEventListener("beforeprint", () => draw(PAPER));
  window.addEventListener("afterprint", () => draw(null));
})();

// How much of a chart is shown: one of the ranges that it brings along, see dashboard/product/product_chart.py; and
// which of its lines, by keys as well, which Plotly does not listen to.
(function () {
  "use strict";

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.charts = {
    show: function (chosen, figure) {
      const {layout} = figure, {meta} = layout;
      if (!meta) {
        return window.dash_clientside.no_update;
      }
      const range = meta.ranges[chosen], xaxis = {...layout.xaxis, range, autorange: !range};
      // Another revision: what was zoomed into by hand counts no longer.
      return {...figure, layout: {...layout, xaxis, uirevision: `${meta.of} ${chosen}`}};
    },
  };

  const lineOf = (entry) => entry.__data__[0].trace;

  function describe(entry) {
    const {name, visible} = lineOf(entry);
    const said = {tabindex: 0, role: "button", "aria-label": name, "aria-pressed": visible === true};
    Object.entries(said).forEach(([key, value]) => entry.setAttribute(key, value));
  }

  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length)) {
      document.querySelectorAll(".chart .legendtoggle:not([tabindex])").forEach(describe);
    }
  }).observe(document.documentElement, {childList: true, subtree: true});

  // A mouse may have hidden it meanwhile.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".legendtoggle")) {
      describe(event.target);
    }
  });

  document.addEventListener("keydown", async (event) => {
    if (!event.target.matches(".legendtoggle") || !["Enter", " "].includes(event.key)) {
      return;
    }
    event.preventDefault();
    const {index, visible} = lineOf(event.target);
    await window.Plotly.restyle(event.target.closest(".js-plotly-plot"), {visible: visible === true ? "legendonly" : true}, [index]);
    describe(event.target);
  });
})();

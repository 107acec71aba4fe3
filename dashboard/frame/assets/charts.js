// How much of a chart is shown: one of the ranges that it brings along, see dashboard/product/product_chart.py.
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
})();

// The table of products: what its fields filter by, and the two cells that are more than a figure.
(function () {
  "use strict";

  const WIDTH = 168, HEIGHT = 40, EDGE = 3;

  function points(values, offset, step, highest) {
    return values.map((value, index) => {
      const x = EDGE + (offset + index) * step;
      const y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / highest;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    }).join(" ");
  }

  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});

  cells.ProductName = function (props) {
    if (!props.data) {
      return null;
    }
    return React.createElement("div", {className: "product-cell"}, [
      React.createElement("a", {href: props.data.href, key: "name", title: props.data.name, tabIndex: -1}, props.data.name || props.data.sku),
      React.createElement("small", {key: "sku"}, [
        // Each on its own: beside each other two in Arabic would change places.
        React.createElement("bdi", {key: "sku"}, props.data.sku),
        props.data.category && React.createElement("span", {key: "category", className: "category"}, [
          " · ", React.createElement("bdi", {key: "name"}, props.data.category),
        ]),
      ]),
    ]);
  };

  // What was sold, and from where the line changes on what is expected.
  cells.Course = function (props) {
    if (!props.data) {
      return null;
    }
    const sold = props.data.sold, expected = props.data.expected;
    const highest = Math.max(1e-9, ...sold, ...expected);
    const step = (WIDTH - 2 * EDGE) / Math.max(1, sold.length + expected.length - 1);
    const joined = expected.length ? [sold[sold.length - 1], ...expected] : [];
    const line = (values, offset, name) => React.createElement("polyline", {
      points: points(values, offset, step, highest), className: name, key: name,
    });
    const total = (values) => functions.number(values.reduce((sum, value) => sum + value, 0));
    const label = expected.length
      ? gettext("{sold} sold, {expected} expected", {sold: total(sold), expected: total(expected)})
      : gettext("{sold} sold, nothing expected", {sold: total(sold)});
    return React.createElement(
      "svg", {className: "course", width: WIDTH, height: HEIGHT, role: "img", "aria-label": label},
      [line(sold, 0, "sold"), line(joined, sold.length - 1, "expected")],
    );
  };

  const AS_USUAL = ["name", "sold", "on_hand", "cover", "quantity", "risk", "value", "error"];
  // Where only a few fit beside each other, these first.
  const NARROW = ["name", "quantity", "risk", "cover", "on_hand", "value", "error", "sold"];
  // Pixels: of windows, of a row, and of what stands beside a name on a telephone before one scrolls sideways.
  const TELEPHONE = 640, NO_ROOM_FOR_ALL = 1200, LOW = 56, HIGH = 84, BESIDE = 290, NAME = {least: 100, most: 200};
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});

  functions.arrangeProducts = function (params) {
    const room = document.documentElement.clientWidth, isNarrow = room <= NO_ROOM_FOR_ALL;
    const width = Math.min(NAME.most, Math.max(NAME.least, room - BESIDE));
    const [name, ...others] = isNarrow ? NARROW : AS_USUAL;
    const state = [{colId: name, ...(isNarrow ? {flex: null, width} : {flex: 4})}, ...others.map((colId) => ({colId}))];
    params.api.applyColumnState({state, applyOrder: true});
    // Names on several lines, where there is no room beside them.
    const height = room <= TELEPHONE ? HIGH : LOW;
    if (params.api.getGridOption("rowHeight") !== height) {
      params.api.setGridOption("rowHeight", height);
      // Rows that are there already keep theirs: few of them would never be drawn anew.
      params.api.purgeInfiniteCache();
    }
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.products = {
    // As `shell.keep` does with fields: by which column, and which way round.
    keepSort: function (asked) {
      const [sorted] = (asked && asked.sortModel) || [];
      if (sorted) {
        const query = new URLSearchParams(location.search);
        query.set("sort", sorted.colId);
        query.set("order", sorted.sort);
        history.replaceState(history.state, "", `${location.pathname}?${query}`);
      }
    },
    // As AG Grid's own filters, so that it begins anew at the top; and the same for the files.
    narrow: function (q, category, supplier) {
      const chosen = Object.entries({q, category, supplier}).filter(([, value]) => value);
      const model = chosen.map(([name, value]) => [name, {filterType: "text", type: "equals", filter: value}]);
      const files = ["csv", "xlsx", "html"].map((end) => `/app/product-files/products.${end}?${new URLSearchParams(chosen)}`);
      return [Object.fromEntries(model), ...files];
    },
  };
})();

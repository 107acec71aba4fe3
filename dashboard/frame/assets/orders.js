// Which lines of the order list are to be ordered: all of them, or none, but for those that were clicked.
(function () {
  "use strict";

  const one = () => [...document.querySelectorAll("button[data-choose]")];
  const isOn = (box) => box.getAttribute("aria-checked") === "true";
  const tell = (id, properties) => window.dash_clientside.set_props(id, properties);

  function set(box, on) {
    box.setAttribute("aria-checked", on ? "true" : "false");
  }

  // Of a list that goes on in the file, the lines that are not shown follow the box above them all.
  function told(all) {
    const base = all.dataset.base !== "none";
    const others = one().filter((box) => isOn(box) !== base).map((box) => box.dataset.choose);
    const total = Number(all.dataset.total);
    const chosen = base ? total - others.length : others.length;
    all.setAttribute("aria-checked", chosen === total ? "true" : chosen ? "mixed" : "false");
    tell("orders-chosen", {data: {all: base, others}});
    tell("orders-order", {
      children: ngettext("Order {count} product", "Order {count} products", chosen), disabled: !chosen,
    });
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest("button[data-choose], button[data-choose-all]");
    if (!box) {
      return;
    }
    const all = document.querySelector("button[data-choose-all]");
    if (box === all) {
      all.dataset.base = isOn(all) ? "none" : "all";
      one().forEach((other) => set(other, all.dataset.base === "all"));
    } else {
      set(box, !isOn(box));
    }
    told(all);
  });
})();

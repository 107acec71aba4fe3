// Dense tables for those who read three hundred lines: kept in this browser, as light and dark are.
(function () {
  "use strict";

  const KEPT = "stockcast-density";

  document.addEventListener("click", (event) => {
    if (event.target.closest("#density")) {
      const dense = document.documentElement.toggleAttribute("data-dense");
      localStorage.setItem(KEPT, dense ? "dense" : "wide");
    }
  });

  document.documentElement.toggleAttribute("data-dense", localStorage.getItem(KEPT) === "dense");
})();

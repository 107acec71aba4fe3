// "Show all 40" below a long list; the keyboard goes on where the new ones begin. See dashboard/kit/folding.py.
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-unfold]");
    if (!button) {
      return;
    }
    const list = button.closest(".folding");
    const hidden = Array.from(list.querySelectorAll(".folded, .folded-on-phone")).find((one) => !one.offsetParent);
    list.dataset.unfolded = "";
    hidden?.querySelector("a, button")?.focus();
  });
})();

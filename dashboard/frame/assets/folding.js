// "Show all 40" below a long list; the keyboard goes on where the new ones begin. On a phone the parts of a long page
// begin folded; whoever goes to one by its link finds it open. See dashboard/kit/folding.py.
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

  const PHONE = window.matchMedia("(max-width: 40em)");
  const foldAll = (within, isOpen) => within.querySelectorAll("details.folds").forEach((one) => { one.open = isOpen; });

  function openTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) {
      foldAll(target, true);
      target.scrollIntoView();
    }
  }

  window.addEventListener("hashchange", openTarget);
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.folding = {
    begin: function () {
      // Dash draws after it has called.
      setTimeout(() => {
        // At a desk there is nothing to fold, so the keyboard passes it over.
        document.querySelectorAll(".folds > summary").forEach((one) => { one.tabIndex = PHONE.matches ? 0 : -1; });
        if (PHONE.matches) {
          foldAll(document, false);
          openTarget();
        }
      });
      return window.dash_clientside.no_update;
    },
  };
})();

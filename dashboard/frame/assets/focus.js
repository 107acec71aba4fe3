// The focus outlives what had it: a list that is drawn anew gives it to the same button of the new one.
(function () {
  "use strict";

  // After Mantine has given it back, where what opened a window is still there.
  const WAIT_MILLISECONDS = 50;
  let last = null;

  const isInWindow = (own) => own.closest("[role=dialog], dialog");

  document.addEventListener("focusin", (event) => {
    if (!isInWindow(event.target)) {
      last = event.target;
    }
  });

  // Who presses beside everything wants it nowhere; on what takes it, it comes right after.
  document.addEventListener("pointerdown", (event) => {
    if (!isInWindow(event.target)) {
      last = null;
    }
  }, true);

  function restore() {
    const isNowhere = !document.activeElement || document.activeElement === document.body;
    if (isNowhere && last && last.id && !last.isConnected) {
      const again = document.getElementById(last.id);
      if (again) {
        again.focus({preventScroll: true});
      }
    }
  }

  new MutationObserver((changes) => {
    if (last && !last.isConnected && changes.some((change) => change.removedNodes.length)) {
      setTimeout(restore, WAIT_MILLISECONDS);
    }
  }).observe(document.body, {childList: true, subtree: true});
})();

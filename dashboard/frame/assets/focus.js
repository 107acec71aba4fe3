// The focus outlives what had it: a list that is drawn anew gives it to the same button, or to what took its place.
(function () {
  "use strict";

  // After Mantine has given it back, where what opened a window is still there; and once the new list is drawn.
  const SOON = 50, LATER = 400;
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  let last = null, places = [], isByKeys = false;

  const isInWindow = (own) => own.closest("[role=dialog], dialog");
  const isReached = (own) => own.tabIndex >= 0 && !own.disabled && own.checkVisibility()
    && !(own.type === "radio" && !own.checked && document.querySelector(`input[name="${CSS.escape(own.name)}"]:checked`));
  const reachedIn = (part) => [...part.querySelectorAll(FOCUSABLE)].filter(isReached);

  // The how-manieth of what Tab reaches it is, in each part of the page that has a name.
  function placesOf(own) {
    const found = [];
    for (let part = own.closest("main [id]:not(main)"); part; part = part.parentElement.closest("main [id]")) {
      found.push({id: part.id, place: reachedIn(part).indexOf(own)});
    }
    return found.filter(({id, place}) => id !== own.id && place >= 0);
  }

  document.addEventListener("focusin", (event) => {
    if (!isInWindow(event.target)) {
      last = event.target;
      places = placesOf(last);
    }
  });

  // Who presses beside everything wants it nowhere; on what takes it, it comes right after.
  document.addEventListener("pointerdown", (event) => {
    isByKeys = false;
    if (!isInWindow(event.target)) {
      last = null;
    }
  }, true);

  // A window that opens takes it by itself.
  const isNowhere = () => (!document.activeElement || document.activeElement === document.body)
    && !document.querySelector("[role=dialog], dialog[open]");
  const isLost = () => last && (!last.isConnected || last.disabled);

  function restore() {
    const again = isNowhere() && isLost() && last.id && document.getElementById(last.id);
    if (again && !again.disabled) {
      again.focus({preventScroll: true});
    }
  }

  // Who works through a list by keys goes on where the line was that is done.
  function goOn() {
    if (!isByKeys || !isNowhere() || !isLost()) {
      return;
    }
    for (const {id, place} of places) {
      const part = document.getElementById(id), reached = part ? reachedIn(part) : [];
      if (reached.length) {
        reached[Math.min(place, reached.length - 1)].focus();
        return;
      }
    }
  }

  new MutationObserver((changes) => {
    if (isLost() && changes.some((change) => change.removedNodes.length || change.target === last)) {
      setTimeout(restore, SOON);
      setTimeout(goOn, LATER);
    }
  }).observe(document.body, {childList: true, subtree: true, attributeFilter: ["disabled"]});

  // Mantine takes what is folded away in a window for its last stop, and lets Tab out behind it.
  function keepInside(event) {
    const own = event.target.closest("[role=dialog][aria-modal=true]");
    if (event.key !== "Tab" || !own) {
      return;
    }
    const reached = reachedIn(own), [first, end] = event.shiftKey ? [reached.at(-1), reached[0]] : [reached[0], reached.at(-1)];
    if (first && (event.target === end || (event.shiftKey && event.target === own))) {
      event.preventDefault();
      event.stopPropagation();
      first.focus();
    }
  }

  document.addEventListener("keydown", (event) => {
    isByKeys = true;
    keepInside(event);
  }, true);
})();

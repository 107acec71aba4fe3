// A quantity that is no whole number of packs is taken, for some suppliers open one, and said to be none.
(function () {
  "use strict";

  const written = (units) => window.dashAgGridFunctions.number(units);

  function words(units, pack) {
    if (!(pack > 1) || !(units > 0) || units % pack === 0) {
      return "";
    }
    const less = Math.floor(units / pack) * pack, packs = {pack: written(pack), more: written(less + pack)};
    return less
      ? gettext("packs of {pack}: {less} or {more}", {...packs, less: written(less)})
      : gettext("packs of {pack}: {more}", packs);
  }

  function say(place) {
    const field = place.querySelector("input");
    if (!field) {
      return;
    }
    const said = words(Number(field.value), Number(place.dataset.pack));
    let note = place.querySelector(".off-pack");
    if (!note && said) {
      note = Object.assign(document.createElement("small"), {className: "off-pack warn"});
      note.setAttribute("role", "status");
      place.append(note);
    }
    if (note && note.textContent !== said) {
      note.textContent = said;
    }
  }

  const placeOf = (node) => (node.closest ? node : node.parentElement)?.closest("[data-pack]");
  const placesIn = (node) => node.querySelectorAll ? [...node.querySelectorAll("[data-pack]")] : [];

  function sayAround(node) {
    const own = placeOf(node);
    (own ? [own] : placesIn(node)).forEach(say);
  }

  document.addEventListener("input", (event) => sayAround(event.target));
  // A button that restores what was advised types nothing.
  document.addEventListener("click", (event) => {
    const own = placeOf(event.target);
    if (own) {
      setTimeout(() => say(own));
    }
  });
  // Only what has just been drawn is looked at: a page changes all the time, and most of it has no quantities.
  new MutationObserver((changes) => changes.forEach(({addedNodes}) => addedNodes.forEach(sayAround)))
    .observe(document.body, {childList: true, subtree: true});
})();

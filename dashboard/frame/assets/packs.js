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

  const sayAll = () => document.querySelectorAll("[data-pack]").forEach(say);

  document.addEventListener("input", sayAll);
  // A button that restores what was advised types nothing.
  document.addEventListener("click", () => setTimeout(sayAll));
  new MutationObserver(sayAll).observe(document.body, {childList: true, subtree: true});
})();

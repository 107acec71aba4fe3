// What of a page is only looked at, see dashboard/kit/plain.py: [name, attributes, ...children] are drawn by React.
(function () {
  "use strict";

  // As Dash does: no address of a link may be a script.
  const ADDRESSES = ["href", "src"];

  function attributesOf(own) {
    const found = ADDRESSES.filter((name) => own[name]);
    const cleaned = found.map((name) => [name, window.dash_clientside.clean_url(own[name])]);
    return found.length ? {...own, ...Object.fromEntries(cleaned)} : own;
  }

  function draw(node) {
    if (!Array.isArray(node)) {
      return node;
    }
    const [name, own, ...children] = node;
    return React.createElement(name || React.Fragment, attributesOf(own), ...children.map(draw));
  }

  // Drawn again only when there is something else to draw.
  window.stockcast = {Plain: React.memo(({tree}) => draw(tree), (before, now) => before.tree === now.tree)};
})();

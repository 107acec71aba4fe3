// A field that nobody has touched follows what is stored; another keeps what is chosen in it.
(function () {
  "use strict";

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.untouched = {
    follow: function (stored, chosen, shown) {
      return [chosen === shown ? stored : window.dash_clientside.no_update, stored];
    },
  };
})();

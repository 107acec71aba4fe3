// The number of exceptions in the menu: for a minute it is what it was, whichever pages one goes to.
(function () {
  "use strict";

  const KEPT = "stockcast-exceptions", MINUTE = 60000;
  // What is said without being asked for is no news.
  let repeated = null;

  // Another user of this browser has another session, and another number.
  function session() {
    return (document.cookie.match(/(?:^|; )_csrf_token=([^;]*)/) || [])[1];
  }

  function kept() {
    const own = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
    return own.session === session() && Date.now() - own.at < MINUTE ? own : null;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.menu_count = {
    // Whose page is the list itself, its number is that of the list.
    ask: function (ticks, path) {
      const own = kept();
      if (ticks || !own || path.endsWith("/exceptions")) {
        return Date.now();
      }
      repeated = own.text;
      window.dash_clientside.set_props("exceptions-count", {children: own.text});
      return window.dash_clientside.no_update;
    },
    keep: function (text) {
      if (text !== undefined && text !== repeated) {
        sessionStorage.setItem(KEPT, JSON.stringify({text, at: Date.now(), session: session()}));
      }
      repeated = text === undefined ? repeated : null;
      return window.dash_clientside.no_update;
    },
  };
})();

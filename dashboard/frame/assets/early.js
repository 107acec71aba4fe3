// What Dash asks for first is asked for right away, while its scripts are still loading; shell.js hands it over.
(function () {
  "use strict";

  const PREFIX = "/app/", LAYOUT = "_dash-layout", CALLBACKS = "_dash-dependencies", UPDATE = "_dash-update-component";

  // The server formats days and times for whoever looks; only the browser knows where that is.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.cookie = `stockcast_zone=${zone};path=${PREFIX};max-age=31536000;samesite=lax`;

  // The call of `show` in dashboard/frame/shell.py.
  const shown = ["page.children", "navigation.children", "account.children", "title.data"];
  const dependency = (name) => ({id: name.split(".")[0], property: name.split(".")[1]});
  const call = {
    output: `..${shown.join("...")}..`,
    outputs: shown.map(dependency),
    inputs: [
      {...dependency("address.pathname"), value: location.pathname},
      {...dependency("address.search"), value: location.search},
    ],
    changedPropIds: ["address.pathname", "address.search"],
  };

  const token = (document.cookie.match(/(?:^|; )_csrf_token=([^;]*)/) || [])[1];
  const headers = {"Accept": "application/json", "Content-Type": "application/json", "X-CSRFToken": token};
  const answers = {};

  function ask(path, options) {
    answers[path] = fetch(PREFIX + path, {headers, ...options});
    // Whoever takes it hears of it; nobody else has to.
    answers[path].catch(() => {});
  }

  if (token) {
    ask(UPDATE, {method: "POST", body: JSON.stringify(call)});
    ask(LAYOUT);
    ask(CALLBACKS);
  }

  const isForOther = (asked) => asked.output !== call.output;
  const isTheSame = (asked) => JSON.stringify(asked.inputs) === JSON.stringify(call.inputs);

  // The answer to this request, once; undefined where it is to be sent.
  window.stockcastEarly = function (address, options) {
    const path = new URL(address, location).pathname.slice(PREFIX.length);
    const asked = path === UPDATE && answers[path] ? JSON.parse(options.body) : null;
    if (asked && isForOther(asked)) {
      return undefined;
    }
    const answer = answers[path];
    delete answers[path];
    return asked && !isTheSame(asked) ? undefined : answer;
  };
})();

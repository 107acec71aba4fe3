// What the frame does in the browser: links without a reload, the menu of small screens, the end of a session.
(function () {
  "use strict";

  const PREFIX = "/app/";
  const SIGN_IN = PREFIX + "sign-in";
  const UPDATE = PREFIX + "_dash-update-component";

  function isOurs(link, event) {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    return plain && !link.target && !link.hasAttribute("download") && link.origin === location.origin
      && link.pathname.startsWith(PREFIX) && link.pathname !== SIGN_IN && !link.dataset.reload
      && !(link.hash && link.pathname === location.pathname && link.search === location.search);
  }

  // Dash listens for this event; a full load would fetch and build the frame anew for every page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isOurs(link, event)) {
      return;
    }
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    scrollTo(0, 0);
    toggleMenu(false);
  });

  function toggleMenu(open) {
    const button = document.getElementById("menu");
    button.setAttribute("aria-expanded", String(open));
    document.getElementById("side").classList.toggle("open", open);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#menu");
    if (button) {
      toggleMenu(button.getAttribute("aria-expanded") !== "true");
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector("#side.open")) {
      toggleMenu(false);
      document.getElementById("menu").focus();
    }
  });

  // What a button in a list is about goes into a store, on which a callback waits; see `row_button`.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-store]");
    if (button) {
      const clicked = { about: button.dataset.about, at: Date.now() };
      window.dash_clientside.set_props(button.dataset.store, { data: clicked });
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button && navigator.clipboard) {
      navigator.clipboard.writeText(button.dataset.copy).then(() => {
        button.textContent = gettext("Copied");
      });
    }
  });

  // The head of a window is no second banner of the page, though Mantine makes it a <header>.
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    const heads = node.querySelectorAll ? node.querySelectorAll(".mantine-Modal-header") : [];
    heads.forEach((head) => head.setAttribute("role", "presentation"));
  }))).observe(document.body, {childList: true, subtree: true});

  function tellWhetherAnswered(answered) {
    const bar = document.getElementById("away");
    if (bar) {
      bar.hidden = answered;
    }
  }

  // Whatever is refused is told once, in the server's words, until the notice is closed.
  async function tellOfRefusal(response) {
    const problem = await response.json().catch(() => ({}));
    const message = problem.detail || gettext("The server refused this ({status}).", {status: `${response.status} ${response.statusText}`});
    window.dash_clientside.set_props("notices", {sendNotifications: [{
      id: `refused ${response.status}`, action: "show", title: gettext("That did not work"), message, color: "red",
      autoClose: false, closeButtonProps: {"aria-label": gettext("Close")},
    }]});
  }

  // Every call of a page passes here. Without a session there is nothing to show: sign in, and come back.
  const send = window.fetch;
  window.fetch = async function (...request) {
    let response;
    try {
      response = await (window.stockcastEarly(...request) || send.apply(this, request));
    } catch (error) {
      tellWhetherAnswered(false);
      throw error;
    }
    tellWhetherAnswered(response.status !== 503);
    if (response.status === 401 && new URL(response.url).pathname.startsWith(PREFIX)) {
      window.stockcastTyped.keep();
      location.assign(`${SIGN_IN}?ended=1&next=${encodeURIComponent(location.pathname + location.search)}`);
      // The page is being left: nobody has to make sense of this answer any more.
      return new Promise(() => {});
    }
    if (!response.ok && new URL(response.url).pathname === UPDATE) {
      if (response.status !== 503) {
        await tellOfRefusal(response);
      }
      // To Dash as if there were nothing new: it reads a refusal twice, which no browser allows.
      return new Response(null, {status: 204});
    }
    return response;
  };

  let arrivals = 0;
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = {
    // Dash is not told: the page shows already what its address now says.
    keep: function (...values) {
      const inputs = window.dash_clientside.callback_context.inputs_list;
      const query = new URLSearchParams(location.search);
      inputs.forEach(({id, value}, place) => {
        const name = id.slice(id.indexOf("-") + 1);
        query.delete(name);
        if (value !== null && value !== undefined && value !== "") {
          query.set(name, values[place]);
        }
      });
      history.replaceState(history.state, "", location.pathname + (query.size ? `?${query}` : ""));
    },
    // A screen reader goes on in the new page, not at a link that stayed behind.
    arrive: function (title) {
      document.title = title;
      document.getElementById("curl").open = false;
      window.stockcastTyped.restore();
      if (arrivals++ > 0) {
        document.getElementById("main").focus({preventScroll: true});
      }
      return window.dash_clientside.no_update;
    },
  };
})();

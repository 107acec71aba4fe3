// What somebody has typed outlives the end of a session: it is in its fields again after the sign-in.
(function () {
  "use strict";

  const KEPT = "stockcast-typed";
  const place = () => location.pathname + location.search;
  // By the id of their fields; those of windows by what stands above them: a window is closed after the sign-in, and
  // opened again it may be about something else.
  const typed = {}, inWindows = {};

  // Not passwords, which nothing may keep; not the text by which a list is searched, which is no value.
  function isValue(field) {
    return field.id && field.type !== "password" && field.type !== "file"
      && !field.readOnly && field.getAttribute("role") !== "combobox" && !field.hasAttribute("aria-haspopup");
  }

  // As Dash has it: a field of numbers holds a number, once what was typed is one.
  function valueOf(field) {
    if (field.type === "checkbox") {
      return field.checked;
    }
    const isNumber = ["decimal", "numeric"].includes(field.inputMode) && field.value.trim() && isFinite(field.value);
    return isNumber ? Number(field.value) : field.value;
  }

  function nameOf(field) {
    const label = field.labels && field.labels.length ? field.labels[0].textContent : field.getAttribute("aria-label");
    return (label || "").trim();
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!isValue(field)) {
      return;
    }
    if (field.closest("main")) {
      typed[field.id] = valueOf(field);
    } else if (field.closest(".mantine-Modal-body") && nameOf(field)) {
      inWindows[nameOf(field)] = valueOf(field);
    }
  });

  function forget(values) {
    Object.keys(values).forEach((name) => delete values[name]);
  }

  // What was stored from a window, or given up in it, need not be typed again.
  new MutationObserver(() => {
    if (Object.keys(inWindows).length && !document.querySelector(".mantine-Modal-body")) {
      forget(inWindows);
    }
  }).observe(document.body, {childList: true, subtree: true});

  function say(message) {
    window.dash_clientside.set_props("notices", {sendNotifications: [{
      id: "typed", action: "show", title: gettext("Not stored yet"), message,
      autoClose: false, closeButtonProps: {"aria-label": gettext("Close")},
    }]});
  }

  function sayWhatIsBack(kept) {
    const others = Object.entries(kept.inWindows || {}).filter(([, value]) => value !== "" && value !== false);
    if (others.length) {
      const values = others.map(([name, value]) => `${name}: ${value === true ? "✓" : value}`).join("; ");
      say(gettext("Your session ended before this was stored: {values}. Please enter it again.", {values}));
    } else if (Object.keys(kept.typed).length) {
      say(gettext(
        "What you had typed is in its fields again. What you had chosen from lists may have to be chosen again.",
      ));
    }
  }

  window.stockcastTyped = {
    keep: function () {
      if (Object.keys(typed).length + Object.keys(inWindows).length) {
        sessionStorage.setItem(KEPT, JSON.stringify({place: place(), typed, inWindows}));
      }
    },
    restore: function () {
      const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
      sessionStorage.removeItem(KEPT);
      forget(typed);
      if (kept && kept.place === place()) {
        sayWhatIsBack(kept);
        Object.entries(kept.typed).forEach(([id, value]) => {
          if (document.getElementById(id)) {
            typed[id] = value;
            // One field of many alike is known to Dash by an object.
            const own = id.startsWith("{") ? JSON.parse(id) : id;
            window.dash_clientside.set_props(own, typeof value === "boolean" ? {checked: value} : {value});
          }
        });
      }
    },
  };
})();

// What somebody has typed outlives the end of a session: it is in its fields again after the sign-in.
(function () {
  "use strict";

  const KEPT = "stockcast-typed";
  const place = () => location.pathname + location.search;
  const typed = {};

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

  document.addEventListener("input", (event) => {
    if (isValue(event.target) && event.target.closest("main")) {
      typed[event.target.id] = valueOf(event.target);
    }
  });

  window.stockcastTyped = {
    keep: function () {
      if (Object.keys(typed).length) {
        sessionStorage.setItem(KEPT, JSON.stringify({place: place(), typed}));
      }
    },
    restore: function () {
      const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
      sessionStorage.removeItem(KEPT);
      Object.keys(typed).forEach((id) => delete typed[id]);
      if (kept && kept.place === place()) {
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

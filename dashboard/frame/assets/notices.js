// What did not work stays said until it is closed, or until the same is asked for again and works; what was done, until
// something else is.
(function () {
  "use strict";

  const FAILED = "X-Failed", DONE = "X-Done";
  let done = null;
  // Of each notice: what failed with these words.
  const told = new Map();

  const set = (props) => window.dash_clientside.set_props?.("notices", props);
  const isClock = (changed) => changed.endsWith(".n_intervals");
  const isPoll = (asked) => asked.changedPropIds.every(isClock);
  // A clock that asks the same by itself does not do what somebody has clicked for.
  const whatIs = (asked) => `${isPoll(asked)} ${asked.output}`;

  function note(id, asked) {
    told.set(id, (told.get(id) || new Set()).add(whatIs(asked)));
  }

  function worked(asked) {
    const over = [...told].filter(([, failed]) => failed.delete(whatIs(asked)) && !failed.size).map(([id]) => id);
    over.forEach((id) => told.delete(id));
    if (over.length) {
      set({hideNotifications: over});
    }
  }

  window.stockcastNotices = {
    isPoll,
    show: (notice) => set({sendNotifications: [{
      action: "show", closeButtonProps: {"aria-label": gettext("Close")}, ...notice,
    }]}),
    warn: function (id, message, asked) {
      this.show({id, title: gettext("That did not work"), message, color: "red", autoClose: false});
      note(id, asked);
    },
    // A callback has answered: in a header the notice that it failed with. Without a body it has done nothing.
    heed: function (response, asked) {
      const failed = response.headers.get(FAILED), now = response.headers.get(DONE);
      if (now && done) {
        // "Received" beside "Undone" would be said of the same goods.
        set({hideNotifications: [done]});
      }
      done = now || done;
      if (failed) {
        note(failed, asked);
      } else if (response.status === 200) {
        worked(asked);
      }
    },
  };
})();

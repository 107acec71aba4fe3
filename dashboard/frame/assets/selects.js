// Named in `filter` of selects whose options the server has searched already: all of them are to be shown.
(function () {
  "use strict";

  const functions = (window.dashMantineFunctions = window.dashMantineFunctions || {});

  functions.allOptions = function (input) {
    return input.options;
  };
})();

// A name that is cut for its length is whole in the pointer's hint.
(function () {
  "use strict";

  document.addEventListener("mouseover", (event) => {
    const link = event.target.closest(".product-cell a");
    if (link && !link.title && link.scrollHeight > link.clientHeight) {
      link.title = link.textContent;
    }
  });
})();

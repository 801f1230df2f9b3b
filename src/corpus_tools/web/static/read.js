// A link may name a sentence that stands on another page of the text: the server then has to be asked for it.
(function () {
  "use strict";
  var sentence = /^#s([0-9]+)$/.exec(window.location.hash);
  if (sentence && !document.getElementById("s" + sentence[1])) {
    var address = new URL(window.location.href);
    if (address.searchParams.get("s") !== sentence[1]) {
      address.searchParams.delete("part");
      address.searchParams.set("s", sentence[1]);
      window.location.replace(address.href);
    }
  }
})();

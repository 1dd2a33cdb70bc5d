// What pages need beside htmx: menus that close, and parts that look again without taking anything away.
"use strict";

(() => {
  const closeMenus = (but) => {
    for (const menu of document.querySelectorAll("details.more[open]")) {
      if (menu !== but) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.more")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.more[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  // A page that nobody sees does not ask; a part in which somebody writes is not replaced under their hands.
  const isWrittenIn = (part) => {
    const at = document.activeElement;
    const writing = at && part.contains(at) && at.matches("input:not([type=hidden]), textarea, select");
    return writing || [...part.querySelectorAll("textarea")].some((each) => each.value !== each.defaultValue);
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const asking = event.detail.elt;
    if (asking.id === "live" && document.hidden) event.preventDefault();
    if (asking.hasAttribute("data-live") && isWrittenIn(asking)) event.preventDefault();
  });

  // What was opened stays open, and what had the focus keeps it.
  let opened = [];
  let focused = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    if (!part.hasAttribute || !part.hasAttribute("data-live")) return;
    opened = [...part.querySelectorAll("details[open][id]")].map((each) => each.id);
    const at = document.activeElement;
    focused = at && part.contains(at) ? at.id : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const id of opened) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
    opened = [];
    focused = "";
  });

  // A slider says where it stands.
  document.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    const shown = document.querySelector(`output[for="${event.target.id}"]`);
    if (shown) shown.value = event.target.value;
  });

  // Things that only make sense with a script are shown only with one.
  document.documentElement.classList.add("scripted");
})();

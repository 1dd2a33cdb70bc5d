// FullCalendar adds its rules to a <style> of its own, which the page's policy rightly refuses. It looks for one
// that is there already: here is one, put there before it is loaded, that carries a sheet made by script.
"use strict";

(() => {
  const holder = document.createElementNS("urn:plausch", "style");
  holder.setAttribute("data-fullcalendar", "");
  const sheet = new CSSStyleSheet();
  const insert = sheet.insertRule.bind(sheet);
  // Its font of icons comes inline, which the policy refuses too; none of the icons is shown here.
  sheet.insertRule = (rule, at) => insert(rule.trimStart().startsWith("@font-face") ? ":not(*) {}" : rule, at);
  holder.sheet = sheet;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.head.append(holder);
})();

// The week as a picture: FullCalendar draws it from the blocks that the server words, one line each.
"use strict";

(() => {
  const place = document.getElementById("calendar");
  if (!place || !window.FullCalendar) return;

  const made = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const sign = (stitch) => {
    const mark = made("span", `sewn-on ${stitch.sign === "room" ? "" : stitch.sign} ${stitch.mark}`);
    if (stitch.share) mark.append(made("span", "plus", stitch.word));
    else mark.append(made("span", "sign"));
    mark.append(made("span", "sr", ` ${stitch.label}`));
    return mark;
  };

  const block = ({ event }) => {
    const told = event.extendedProps;
    const minutes = (event.end - event.start) / 60000;
    const whole = made("div", `block${minutes < 26 ? " brief" : ""}${told.client ? "" : " other"}${told.over ? " past" : ""}${told.waits ? " waiting" : ""}`);
    const meant = made("div", "meant");
    meant.append(made("div", "name", event.title));
    const line = made("div", "line");
    line.append(made("span", "hours", told.time));
    const sewn = made("span", "sewn");
    sewn.append(...told.stitches.map(sign));
    line.append(sewn);
    meant.append(line);
    whole.append(meant);
    for (const stitch of told.stitches) {
      if (!stitch.share) continue;
      const room = made("div", `room ${stitch.kind} ${stitch.mark}`);
      room.style.height = `${stitch.share * 100}%`;
      whole.append(room);
    }
    return { domNodes: [whole] };
  };

  let chosen = "";
  let focused = "";
  const focusAgain = () => {
    if (!focused || document.activeElement !== document.body) return;
    for (const each of place.querySelectorAll("a.fc-event")) {
      if (each.getAttribute("href") === focused) each.focus({ preventScroll: true });
    }
  };
  const markChosen = () => {
    for (const each of place.querySelectorAll("a.fc-event")) {
      each.classList.toggle("chosen", each.getAttribute("href") === chosen);
    }
  };

  const calendar = new FullCalendar.Calendar(place, {
    initialView: "timeGridWeek",
    initialDate: place.dataset.monday,
    firstDay: 1,
    locale: place.dataset.language === "de" ? "de" : "en-gb",
    timeZone: "UTC", // the times are wall clocks of the owner's zone, to be drawn as they are written
    headerToolbar: false,
    allDaySlot: false,
    now: place.dataset.now,
    slotDuration: "00:30:00",
    slotMinTime: "08:00:00",
    slotMaxTime: "18:30:00",
    slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    dayHeaderFormat: { weekday: "short", day: "numeric", month: "numeric" },
    height: "auto",
    slotEventOverlap: false,
    eventMinHeight: 22,
    events: (_range, done, failed) => {
      fetch(place.dataset.blocks, { headers: { Accept: "application/json" } })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
        .then((blocks) => {
          fit(blocks);
          done(blocks);
        })
        .catch(failed);
    },
    eventContent: block,
    eventsSet: () =>
      setTimeout(() => {
        markChosen();
        focusAgain();
      }),
    eventClick: (click) => {
      click.jsEvent.preventDefault();
      chosen = click.event.url;
      markChosen();
      window.htmx.ajax("GET", chosen, { target: "#closely", swap: "innerHTML" }).then(() => {
        document.getElementById("closely").focus({ preventScroll: true });
      });
    },
  });

  // Early and late meetings widen the day, weekends show only where something stands in them.
  const fit = (blocks) => {
    const hours = (text) => Number(text.slice(11, 13)) + Number(text.slice(14, 16)) / 60;
    const first = Math.min(8, ...blocks.map((each) => Math.floor(hours(each.start))));
    const last = Math.max(18, ...blocks.map((each) => (each.end.slice(0, 10) > each.start.slice(0, 10) ? 24 : Math.ceil(hours(each.end)))));
    const free = blocks.every((each) => ![0, 6].includes(new Date(`${each.start}Z`).getUTCDay()));
    const set = (name, value) => {
      if (calendar.getOption(name) !== value) calendar.setOption(name, value);
    };
    const two = (hour) => `${String(hour).padStart(2, "0")}:00:00`;
    set("slotMinTime", two(first));
    set("slotMaxTime", two(last));
    set("weekends", !free);
  };

  // Whoever likes a list better gets it, and finds it again.
  const asList = document.getElementById("as-list");
  const show = (list) => {
    place.parentElement.classList.toggle("as-list", list);
    asList.setAttribute("aria-pressed", String(list));
    calendar.updateSize();
  };
  asList.addEventListener("click", () => {
    const list = asList.getAttribute("aria-pressed") !== "true";
    sessionStorage.setItem("plausch-week-list", String(list));
    show(list);
  });

  calendar.render();
  show(sessionStorage.getItem("plausch-week-list") === "true");
  document.body.addEventListener("plausch-changed", () => calendar.refetchEvents());

  // Drawn anew, the picture would take the focus away from whoever walks through it by keyboard.
  place.addEventListener("focusin", (event) => {
    focused = event.target.closest("a.fc-event")?.getAttribute("href") || "";
  });
  document.addEventListener("focusin", (event) => {
    if (!place.contains(event.target)) focused = "";
  });
})();

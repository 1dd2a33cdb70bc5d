"""The questions themselves, written for people who look after clients. One row, one question."""

from __future__ import annotations

from policies.questions import Meeting, Pool, Question

_SPRING = frozenset({3, 4, 5})
_SUMMER = frozenset({6, 7, 8})
_AUTUMN = frozenset({9, 10, 11})
_WINTER = frozenset({12, 1, 2})
_MORNING = (0, 12)
_MIDDAY = (11, 14)
_WORKING_DAY = (0, 15)
_AFTERNOON = (12, 24)
_MONDAY = frozenset({0})
_FRIDAY = frozenset({4})


def _q(key: str, sie: str, du: str, en: str, **when: object) -> Question:
    return Question(id=key, sie=sie, du=du, en=en, **when)  # type: ignore[arg-type]


_ALWAYS = (
    _q(
        "walk",
        "Wo gehen Sie am liebsten hin, wenn Sie den Kopf frei bekommen möchten?",
        "Wo gehst du am liebsten hin, wenn du den Kopf frei bekommen möchtest?",
        "Where do you like to go when you want to clear your head?",
    ),
    _q(
        "good-news",
        "Was ist Ihnen in letzter Zeit gut gelungen?",
        "Was ist dir in letzter Zeit gut gelungen?",
        "What has gone well for you lately?",
    ),
    _q(
        "music",
        "Was hören Sie gerade gern, wenn Sie unterwegs sind?",
        "Was hörst du gerade gern, wenn du unterwegs bist?",
        "What are you listening to at the moment when you are out and about?",
    ),
    _q(
        "book",
        "Haben Sie zuletzt etwas gelesen, das Sie weiterempfehlen würden?",
        "Hast du zuletzt etwas gelesen, das du weiterempfehlen würdest?",
        "Have you read anything lately that you would pass on?",
    ),
    _q(
        "film",
        "Gibt es gerade eine Serie oder einen Film, der Sie abends wach hält?",
        "Gibt es gerade eine Serie oder einen Film, der dich abends wach hält?",
        "Is there a series or film keeping you up in the evenings?",
    ),
    _q(
        "desk",
        "Was steht auf Ihrem Schreibtisch, das nichts mit Arbeit zu tun hat?",
        "Was steht auf deinem Schreibtisch, das nichts mit Arbeit zu tun hat?",
        "What is on your desk that has nothing to do with work?",
    ),
    _q(
        "view",
        "Was sehen Sie, wenn Sie jetzt aus dem Fenster schauen?",
        "Was siehst du, wenn du jetzt aus dem Fenster schaust?",
        "What do you see when you look out of the window right now?",
    ),
    _q(
        "cook",
        "Haben Sie in letzter Zeit etwas Neues gekocht oder gegessen?",
        "Hast du in letzter Zeit etwas Neues gekocht oder gegessen?",
        "Have you cooked or eaten anything new lately?",
    ),
    _q(
        "city-tip",
        "Wo sollte man bei Ihnen in der Stadt unbedingt einmal essen?",
        "Wo sollte man bei dir in der Stadt unbedingt einmal essen?",
        "Where in your town should everyone eat at least once?",
    ),
    _q(
        "learned",
        "Haben Sie zuletzt etwas Neues ausprobiert, auch wenn es klein war?",
        "Hast du zuletzt etwas Neues ausprobiert, auch wenn es klein war?",
        "Have you tried anything new lately, however small?",
    ),
    _q(
        "pace",
        "Ist es bei Ihnen gerade eher ruhig oder eher turbulent?",
        "Ist es bei dir gerade eher ruhig oder eher turbulent?",
        "Are things rather quiet or rather busy for you at the moment?",
    ),
    _q(
        "break",
        "Kommen Sie heute zwischen den Terminen einmal an die Luft?",
        "Kommst du heute zwischen den Terminen einmal an die Luft?",
        "Will you get a breath of fresh air between meetings today?",
        hours=_WORKING_DAY,
    ),
    _q(
        "laugh",
        "Worüber haben Sie zuletzt so richtig gelacht?",
        "Worüber hast du zuletzt so richtig gelacht?",
        "What last made you laugh properly?",
    ),
    _q(
        "looking-forward",
        "Worauf freuen Sie sich in den nächsten Wochen?",
        "Worauf freust du dich in den nächsten Wochen?",
        "What are you looking forward to in the next few weeks?",
    ),
    _q(
        "tool",
        "Gibt es etwas, das Ihnen den Arbeitstag gerade leichter macht?",
        "Gibt es etwas, das dir den Arbeitstag gerade leichter macht?",
        "Is there something that makes your working day easier just now?",
    ),
    _q(
        "sport",
        "Welcher Sport macht Ihnen Freude, und sei es nur beim Zuschauen?",
        "Welcher Sport macht dir Freude, und sei es nur beim Zuschauen?",
        "Which sport do you enjoy, if only as a spectator?",
    ),
    _q(
        "craft",
        "Basteln oder bauen Sie zu Hause gerade an etwas?",
        "Bastelst oder baust du zu Hause gerade an etwas?",
        "Is there something you are building or mending at home just now?",
    ),
    _q(
        "travel-next",
        "Ist bei Ihnen schon die nächste Reise in Sicht?",
        "Ist bei dir schon die nächste Reise in Sicht?",
        "Is your next trip already in sight?",
    ),
    _q(
        "podcast",
        "Hören Sie einen Podcast, bei dem Sie keine Folge auslassen?",
        "Hörst du einen Podcast, bei dem du keine Folge auslässt?",
        "Is there a podcast you never miss an episode of?",
    ),
    _q(
        "hidden-corner",
        "Welche schöne Ecke in Ihrer Gegend kennt kaum jemand?",
        "Welche schöne Ecke in deiner Gegend kennt kaum jemand?",
        "Which lovely corner of your area does hardly anyone know?",
    ),
    _q(
        "home-office",
        "Arbeiten Sie heute von zu Hause oder aus dem Büro?",
        "Arbeitest du heute von zu Hause oder aus dem Büro?",
        "Are you working from home or from the office today?",
    ),
    _q(
        "lunch-plan",
        "Gibt es bei Ihnen heute etwas Gutes zu Mittag?",
        "Gibt es bei dir heute etwas Gutes zu Mittag?",
        "Is there something good for lunch today?",
        hours=_MIDDAY,
    ),
    _q(
        "lunch-place",
        "Essen Sie mittags lieber am Tisch mit anderen oder in Ruhe für sich?",
        "Isst du mittags lieber am Tisch mit anderen oder in Ruhe für dich?",
        "At lunch, do you prefer company or some peace?",
        hours=_MIDDAY,
    ),
    _q(
        "coffee",
        "Sind Sie schon beim zweiten Kaffee, oder ist es ein Teetag?",
        "Bist du schon beim zweiten Kaffee, oder ist es ein Teetag?",
        "Are you on your second coffee already, or is it a day for tea?",
        hours=_MORNING,
    ),
    _q(
        "early-bird",
        "Sind Sie morgens gleich hellwach, oder brauchen Sie erst einmal Anlauf?",
        "Bist du morgens gleich hellwach, oder brauchst du erst einmal Anlauf?",
        "Are you wide awake in the morning, or does it take you a while?",
        hours=_MORNING,
    ),
    _q(
        "way-in",
        "Wie hat Ihr Tag heute angefangen?",
        "Wie hat dein Tag heute angefangen?",
        "How did your day start this morning?",
        hours=_MORNING,
    ),
    _q(
        "breakfast",
        "Gehört zu Ihrem Morgen ein richtiges Frühstück?",
        "Gehört zu deinem Morgen ein richtiges Frühstück?",
        "Is a proper breakfast part of your morning?",
        hours=_MORNING,
    ),
    _q(
        "day-so-far",
        "Was war heute bisher das Schönste an Ihrem Tag?",
        "Was war heute bisher das Schönste an deinem Tag?",
        "What has been the best part of your day so far?",
        hours=_AFTERNOON,
    ),
    _q(
        "after-work",
        "Haben Sie heute nach der Arbeit noch etwas Schönes vor?",
        "Hast du heute nach der Arbeit noch etwas Schönes vor?",
        "Do you have anything nice planned after work today?",
        hours=_AFTERNOON,
    ),
    _q(
        "energy",
        "Womit kommen Sie am Nachmittag wieder in Schwung?",
        "Womit kommst du am Nachmittag wieder in Schwung?",
        "What gets you going again in the afternoon?",
        hours=_AFTERNOON,
    ),
    _q(
        "sweet",
        "Haben Sie am Nachmittag lieber etwas Süßes oder lieber frische Luft?",
        "Hast du am Nachmittag lieber etwas Süßes oder lieber frische Luft?",
        "In the afternoon, would you rather have something sweet or some fresh air?",
        hours=_AFTERNOON,
    ),
)
_WEEK = (
    _q(
        "weekend-was",
        "Was hat Ihnen am Wochenende gutgetan?",
        "Was hat dir am Wochenende gutgetan?",
        "What did you enjoy at the weekend?",
        weekdays=_MONDAY,
    ),
    _q(
        "monday-first",
        "Auf welchen Termin freuen Sie sich diese Woche am meisten?",
        "Auf welchen Termin freust du dich diese Woche am meisten?",
        "What in your calendar are you most looking forward to this week?",
        weekdays=_MONDAY,
    ),
    _q(
        "week-start",
        "Sind Sie gut in die Woche gekommen?",
        "Bist du gut in die Woche gekommen?",
        "Has your week got off to a good start?",
        weekdays=frozenset({0, 1}),
    ),
    _q(
        "midweek",
        "Die Hälfte der Woche ist geschafft: Was war bisher das Beste daran?",
        "Die Hälfte der Woche ist geschafft: Was war bisher das Beste daran?",
        "Half the week is done: what has been the best of it so far?",
        weekdays=frozenset({2}),
    ),
    _q(
        "weekend-plan",
        "Haben Sie am Wochenende etwas vor, auf das Sie sich freuen?",
        "Hast du am Wochenende etwas vor, auf das du dich freust?",
        "Is there something at the weekend that you are looking forward to?",
        weekdays=frozenset({3, 4}),
    ),
    _q(
        "friday-last",
        "Was muss heute noch fertig werden, damit das Wochenende kommen darf?",
        "Was muss heute noch fertig werden, damit das Wochenende kommen darf?",
        "What has to be done today before the weekend may begin?",
        weekdays=_FRIDAY,
    ),
    _q(
        "week-lesson",
        "Was nehmen Sie aus dieser Woche mit?",
        "Was nimmst du aus dieser Woche mit?",
        "What are you taking with you from this week?",
        weekdays=_FRIDAY,
    ),
)
_FIRST = (
    _q(
        "how-come",
        "Wie sind Sie eigentlich zu Ihrer jetzigen Aufgabe gekommen?",
        "Wie bist du eigentlich zu deiner jetzigen Aufgabe gekommen?",
        "How did you come to do what you do today?",
        meeting=Meeting.FIRST,
    ),
    _q(
        "where-sit",
        "Wo erreiche ich Sie heute gerade?",
        "Wo erreiche ich dich heute gerade?",
        "Where do I find you today?",
        meeting=Meeting.FIRST,
    ),
    _q(
        "team-day",
        "Wie sieht bei Ihnen ein guter Arbeitstag aus?",
        "Wie sieht bei dir ein guter Arbeitstag aus?",
        "What does a good working day look like for you?",
        meeting=Meeting.FIRST,
    ),
    _q(
        "like-best",
        "Was mögen Sie an Ihrer Arbeit am liebsten?",
        "Was magst du an deiner Arbeit am liebsten?",
        "What do you like best about your work?",
        meeting=Meeting.FIRST,
    ),
    _q(
        "surprised",
        "Was überrascht Menschen, die zum ersten Mal zu Ihnen in den Betrieb kommen?",
        "Was überrascht Menschen, die zum ersten Mal zu euch in den Betrieb kommen?",
        "What surprises people who visit your company for the first time?",
        meeting=Meeting.FIRST,
    ),
    _q(
        "first-job",
        "Was war Ihr allererster Job?",
        "Was war dein allererster Job?",
        "What was your very first job?",
        meeting=Meeting.FIRST,
    ),
    _q(
        "region",
        "Was sollte man gesehen haben, wenn man einmal bei Ihnen in der Gegend ist?",
        "Was sollte man gesehen haben, wenn man einmal bei dir in der Gegend ist?",
        "What should visitors to your area make a point of seeing?",
        meeting=Meeting.FIRST,
    ),
    _q(
        "found-us",
        "Wie sind Sie auf uns aufmerksam geworden?",
        "Wie bist du auf uns aufmerksam geworden?",
        "How did you come across us?",
        meeting=Meeting.FIRST,
    ),
    _q(
        "proud",
        "Auf welches Projekt schauen Sie besonders gern zurück?",
        "Auf welches Projekt schaust du besonders gern zurück?",
        "Which project do you look back on with the most pleasure?",
        meeting=Meeting.FIRST,
    ),
)
_REGULAR = (
    _q(
        "since-last",
        "Was hat sich bei Ihnen seit unserem letzten Gespräch getan?",
        "Was hat sich bei dir seit unserem letzten Gespräch getan?",
        "What has happened at your end since we last spoke?",
        meeting=Meeting.REGULAR,
    ),
    _q(
        "team-mood",
        "Wie ist gerade die Stimmung bei Ihnen im Team?",
        "Wie ist gerade die Stimmung bei euch im Team?",
        "What is the mood in your team like at the moment?",
        meeting=Meeting.REGULAR,
    ),
    _q(
        "easier",
        "Was läuft bei Ihnen heute leichter als noch vor einem Jahr?",
        "Was läuft bei dir heute leichter als noch vor einem Jahr?",
        "What is easier for you today than it was a year ago?",
        meeting=Meeting.REGULAR,
    ),
    _q(
        "changed-office",
        "Hat sich bei Ihnen im Haus etwas verändert, seit wir zuletzt sprachen?",
        "Hat sich bei euch im Haus etwas verändert, seit wir zuletzt sprachen?",
        "Has anything changed at your place since we last spoke?",
        meeting=Meeting.REGULAR,
    ),
    _q(
        "small-win",
        "Welchen kleinen Erfolg haben Sie zuletzt gefeiert?",
        "Welchen kleinen Erfolg hast du zuletzt gefeiert?",
        "Which small success did you last celebrate?",
        meeting=Meeting.REGULAR,
    ),
    _q(
        "off-screen",
        "Was machen Sie gern, wenn der Bildschirm aus ist?",
        "Was machst du gern, wenn der Bildschirm aus ist?",
        "What do you like to do once the screen is off?",
        meeting=Meeting.REGULAR,
    ),
    _q(
        "wish-week",
        "Wenn Sie diese Woche einen Tag frei hätten: Was würden Sie machen?",
        "Wenn du diese Woche einen Tag frei hättest: Was würdest du machen?",
        "If you had one day off this week, what would you do?",
        meeting=Meeting.REGULAR,
    ),
    _q(
        "table",
        "Wer sollte bei unserem nächsten Gespräch mit am Tisch sitzen?",
        "Wer sollte bei unserem nächsten Gespräch mit am Tisch sitzen?",
        "Who should join us at the table next time?",
        meeting=Meeting.REGULAR,
    ),
)
_SEASONS = (
    _q(
        "first-sun",
        "Haben Sie schon den ersten Kaffee draußen getrunken?",
        "Hast du schon den ersten Kaffee draußen getrunken?",
        "Have you had your first coffee outdoors yet?",
        months=frozenset({3, 4}),
    ),
    _q(
        "balcony",
        "Wächst bei Ihnen schon etwas auf dem Balkon oder im Garten?",
        "Wächst bei dir schon etwas auf dem Balkon oder im Garten?",
        "Is anything growing on your balcony or in your garden yet?",
        months=_SPRING,
    ),
    _q(
        "bike",
        "Sind Sie in diesem Frühjahr schon Fahrrad gefahren?",
        "Bist du in diesem Frühjahr schon Fahrrad gefahren?",
        "Have you been out on a bicycle this spring?",
        months=_SPRING,
    ),
    _q(
        "asparagus",
        "Spargel oder Erdbeeren: Worauf freuen Sie sich mehr?",
        "Spargel oder Erdbeeren: Worauf freust du dich mehr?",
        "Asparagus or strawberries: which do you look forward to more?",
        months=frozenset({4, 5, 6}),
    ),
    _q(
        "long-weekend",
        "Was haben Sie mit den langen Wochenenden im Mai vor?",
        "Was hast du mit den langen Wochenenden im Mai vor?",
        "What are your plans for the long weekends in May?",
        months=frozenset({4, 5}),
    ),
    _q(
        "lake",
        "Zieht es Sie im Sommer eher ans Wasser oder in den Schatten?",
        "Zieht es dich im Sommer eher ans Wasser oder in den Schatten?",
        "In summer, are you drawn to the water or to the shade?",
        months=_SUMMER,
    ),
    _q(
        "ice-cream",
        "Welche Eisdiele bei Ihnen ist den Umweg wert?",
        "Welche Eisdiele bei dir ist den Umweg wert?",
        "Which ice cream parlour near you is worth the detour?",
        months=_SUMMER,
    ),
    _q(
        "summer-break",
        "Fahren Sie im Sommer noch einmal weg?",
        "Fährst du im Sommer noch einmal weg?",
        "Are you getting away at some point this summer?",
        months=frozenset({6, 7}),
    ),
    _q(
        "summer-back",
        "Was haben Sie aus dem Sommer mitgenommen, das noch eine Weile bleibt?",
        "Was hast du aus dem Sommer mitgenommen, das noch eine Weile bleibt?",
        "What from this summer will stay with you for a while?",
        months=frozenset({8, 9}),
    ),
    _q(
        "evenings-out",
        "Wo sitzen Sie an Sommerabenden am liebsten?",
        "Wo sitzt du an Sommerabenden am liebsten?",
        "Where do you most like to sit on summer evenings?",
        months=_SUMMER,
    ),
    _q(
        "leaves",
        "Haben Sie es schon einmal ins Herbstlaub geschafft?",
        "Hast du es schon einmal ins Herbstlaub geschafft?",
        "Have you made it out into the autumn leaves yet?",
        months=frozenset({9, 10, 11}),
    ),
    _q(
        "soup",
        "Welche Suppe rettet Ihnen einen grauen Tag?",
        "Welche Suppe rettet dir einen grauen Tag?",
        "Which soup saves a grey day for you?",
        months=frozenset({10, 11, 12, 1, 2}),
    ),
    _q(
        "dark-evenings",
        "Was machen Sie gern, wenn es früh dunkel wird?",
        "Was machst du gern, wenn es früh dunkel wird?",
        "What do you like to do when it gets dark early?",
        months=frozenset({10, 11, 12, 1}),
    ),
    _q(
        "harvest",
        "Gibt es bei Ihnen im Herbst einen Markt, auf den Sie gern gehen?",
        "Gibt es bei dir im Herbst einen Markt, auf den du gern gehst?",
        "Is there an autumn market that you like to visit?",
        months=_AUTUMN,
    ),
    _q(
        "year-end",
        "Was möchten Sie in diesem Jahr noch abschließen?",
        "Was möchtest du in diesem Jahr noch abschließen?",
        "What would you still like to finish this year?",
        months=frozenset({11, 12}),
    ),
    _q(
        "advent",
        "Gibt es bei Ihnen in der Nähe einen Wintermarkt, der sich lohnt?",
        "Gibt es bei dir in der Nähe einen Wintermarkt, der sich lohnt?",
        "Is there a winter market near you that is worth a visit?",
        months=frozenset({12}),
    ),
    _q(
        "biscuits",
        "Backen Sie im Dezember selbst, oder lassen Sie backen?",
        "Backst du im Dezember selbst, oder lässt du backen?",
        "Do you bake in December, or do you let others do it?",
        months=frozenset({12}),
    ),
    _q(
        "new-year",
        "Was darf in diesem Jahr gern so bleiben, wie es war?",
        "Was darf in diesem Jahr gern so bleiben, wie es war?",
        "What would you be happy to keep just as it was last year?",
        months=frozenset({1}),
    ),
    _q(
        "snow",
        "Ist Schnee für Sie eher Freude oder eher Schaufeln?",
        "Ist Schnee für dich eher Freude oder eher Schaufeln?",
        "Is snow more of a joy or more of a chore for you?",
        months=_WINTER,
    ),
    _q(
        "warm-place",
        "Wo ist es für Sie im Winter am gemütlichsten?",
        "Wo ist es für dich im Winter am gemütlichsten?",
        "Where is the cosiest place for you in winter?",
        months=_WINTER,
    ),
    _q(
        "winter-air",
        "Was lockt Sie auch bei Kälte nach draußen?",
        "Was lockt dich auch bei Kälte nach draußen?",
        "What draws you outside even when it is cold?",
        months=_WINTER,
    ),
)

QUESTIONS = (*_ALWAYS, *_WEEK, *_FIRST, *_REGULAR, *_SEASONS)
POOL = Pool(QUESTIONS)

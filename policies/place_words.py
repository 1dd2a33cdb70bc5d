"""Words that tell how people meet, in German, English, French, Spanish, Italian and Portuguese."""

from __future__ import annotations

import re

from policies.phone_words import PHONE, PHONE_STEMS

MEET_AT = re.compile(
    r"""(?ix)
    ^\W*(?:treffen|treffpunkt|meet(?:ing)?)\s+(?:(?:am|im|beim|vor|an|in\s+der|in\s+unser\w*|auf\s+dem)\s+(?!telefon|\w*tag\b|\w+woch)|(?:at|in|outside|in\s+front\s+of)\s+(?:the|our|my|your)\s+(?!morning|afternoon|evening)) |
    \b(?:wir\s+(?:treffen|sehen)\s+uns|(?:treffen|sehen)\s+wir\s+uns|treff(?:en)?\s+uns|kommen\s+sie\s+(?:bitte\s+)?|wir\s+(?:besuchen|erwarten|empfangen)\s+(?:sie|dich|euch))
      (?:\s*[^\s.,;!?\n]+(?:\d\.)?){0,6}?\s+(?:im|in\s+(?:der|unser\w*|ihr\w*|eur\w*|dein\w*|mein\w*)|beim?|vor|zu\s+uns|am\s+(?:haupt)?(?:eingang|empfang|bahnhof|stand|tor|flughafen)|an\s+der|auf\s+der|ins)\b\s+(?!telefon|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|anschluss|netz|video|teams|zoom) |
    \b(?:we(?:['’]ll|\s+will|['’]re|\s+are)\s+meet(?:ing)?|(?:let['’]s|let\s+us)\s+meet|meet\s+(?:me|us)|see\s+you|come\s+(?:over\s+)?to|i['’]ll\s+be\s+waiting|come\s+by)
      (?:\s+[^\s.,;!?\n]+){0,4}?\s*\b(?:at\s+(?:the|our|your|my|reception)|in\s+(?:the|our|your|my)\s+(?!morning|afternoon|evening|diary|calendar)|our\s+office|reception|outside|by\s+the|in\s+front)\b |
    \b(?:(?:nous\s+)?nous\s+(?:retrouv|verr|rencontr)\w+|on\s+se\s+(?:voit|retrouve|rencontre)|rendez-?vous|rdv|retrouvons-nous|venez|passez)(?:\s+[^\s.,;!?\n]+){0,4}?\s+(?:[àa]\s+l['’](?:accueil|agence|entr[ée]e|h[ôo]tel)|dans\s+(?:nos|vos|le|la|les|mon|notre)|au\s+(?:bureau|caf[ée]|restaurant|si[èe]ge|cabinet)|devant|chez)\b |
    \b(?:nos\s+(?:vemos|encontramos|veremos)|quedamos|te\s+espero|le\s+esperamos|ven(?:ga)?)(?:\s+[^\s.,;!?\n]+){0,4}?\s+(?:en\s+(?:la|el|las|nuestr\w+|su|tu|mi)\s+(?!tel[ée]fono|m[óo]vil)|delante|frente|a\s+nuestr\w+) |
    \b(?:ci\s+(?:vediamo|incontriamo|troviamo)|vi\s+aspettiamo|la\s+aspettiamo|ti\s+aspetto|venga)(?:\s+[^\s.,;!?\n]+){0,4}?\s+(?:in\s+(?:sede|ufficio|azienda|via|piazza|studio)|al(?:l['’]|la\s+)(?:ingresso|reception|entrata)|davanti|presso|da\s+(?:noi|voi)|nel(?:la)?|al\s+(?:bar|ristorante|caff[èe]|piano)) |
    \b(?:encontramo-nos|vemo-nos|nos\s+(?:vemos|encontramos)|encontro|espero\s+por\s+si|venha)(?:\s+[^\s.,;!?\n]+){0,4}?\s+(?:na\s+(?:rece[pç]ção|recepção|nossa|sede|loja|entrada|rua)|no\s+(?:escrit[óo]rio|nosso|caf[ée]|restaurante|hotel|piso)|em\s+frente|[àa]\s+porta)
    """,
)
"""Somebody comes somewhere."""

MEETING_POINT = re.compile(
    r"(?i)\b(?:treffpunkt|veranstaltungsort|ort|wo|where|venue|meeting\s+point|lieu|lugar|luogo|local)\s*:\s*([^\n]{4,100})",
)
"""A text that says where to come."""

VIDEO = re.compile(
    r"""(?ix)
    \b(?:microsoft\s+teams|ms[\s-]teams|teams[\s-]*(?:meeting|besprechung|termin|call|sitzung|r[ée]union|reuni[óo]n|riunione|reunião)|
      (?:r[ée]union|reuni[óo]n|riunione|reunião|via|per|über|auf|in|on|sur|por|su)\s+teams)\b |
    ^\W*(?:ms\s+)?teams\s*(?:[:–|-]|$|mit\b|with\b|w/|avec\b|con\b|com\b) | \(teams\) | \bzoom(?:[\s-]*(?:meeting|call|termin|konferenz|link))?\b | \bgoogle\s+meet\b | \bskype\b | \bwebex\b | \bgotomeeting\b |
    \bfacetime\b | \bjitsi\b | \bwhereby\b |
    \bvideo[\s-]*(?:call|konferenz|conference|chat|meeting|gespräch|interview|telefonat|anruf|besprechung|termin)\w*\b |
    \bvisio(?:conf[ée]rence)?\b | \bappel\s+vid[ée]o\b | \bvideo(?:llamada|conferencia|chiamata|conferenza|chamada|confer[êe]ncia)\b |
    \bchiamata\s+video\b | \bchamada\s+de\s+v[íi]deo\b | \bonline[\s-]*(?:meeting|termin|besprechung)\b
    """,
)

IN_PERSON = re.compile(
    r"""(?ix)
    \bvor[\s-]ort\b | \bpersönlich(?:es|er|e|en)?\s+(?:treffen|gespräch|termin|kennenlernen) | \bpräsenz\w*\b | \bin\s+persona\b |
    \bbei\s+(?:uns|ihnen|euch|mir|dir)\s+(?:im|in|vor|zu|am)\b(?!\s+(?:\w*telefon|handy|apparat)) | \bim\s+(?:büro|hause|restaurant|café|cafe|biergarten)\b |
    \b(?:besprechungs|konferenz|sitzungs|schulungs|seminar|meeting)[\s-]*(?:raum|zimmer|saal)\w*\b(?!\s*:?\s*\d{4}) | \braum\s+\w*\d | \bzimmer\s+\d |
    \b\d+\.\s*(?:stock|og|etage|obergeschoss)\b | \berdgeschoss\b | \bempfang\b | \b(?:mittag|abend)essen\b | \bfrühstück\b | \b(?:d[ée]jeuner|d[îi]ner)\s+(?:avec|au|chez|d['’]) | \b(?:comida|almuerzo|cena)\s+(?:con|en)\b | \b(?:pranzo|cena)\s+(?:con|da|al)\b | \b(?:almoço|jantar)\s+(?:com|no|na)\b | \b\w*besichtigung\b | \b(?:werks|betriebs|firmen)(?:führung|rundgang)\b | \bortstermin\b | \bhol(?:e|t|en)\s+(?:sie|dich|euch|uns|mich|ihn)\b[^.\n]{0,60}\bab\b | \bpick(?:s|ing)?\s+(?:you|me|us|him|her|them)\s+up\b |
    \bsite\s+(?:visit|tour|inspection)\b | \bvisite\s+(?:du\s+(?:site|chantier)|des\s+locaux|de\s+l['’]usine)\b | \bvisita\s+(?:a\s+(?:la\s+)?(?:planta|obra|fábrica)|in\s+azienda|à\s+(?:fábrica|obra)|ao\s+(?:local|cliente))\b | \bsopralluogo\b | \bkundenbesuch\b |
    \bin[\s-]person\b | \bface[\s-]to[\s-]face\b | \bon[\s-]?site\b | \bat\s+(?:our|your|their|my)\s+(?:office|premises|place|site)\b |
    \b(?:meeting|conference|board)\s*room\b | \broom\s+\w*\d | \b\d+(?:st|nd|rd|th)\s+floor\b | \bfloor\s+\d | \bsuite\s+\d | (?<!virtual\s)\b(?:dinner|lunch|breakfast|brunch|drinks|coffee)\s+(?:at|in|with)\b |
    \ben\s+personne\b | \ben\s+pr[ée]sentiel\b | \bsur\s+place\b | \bchez\s+(?:vous|nous|le\s+client|\w+) | \bsalle\s+(?:de\s+r[ée]union\b|\w*\d) | \bdans\s+nos\s+(?:bureaux|locaux)\b |
    \ben\s+persona\b | \bpresencial\w*\b | \ben\s+(?:nuestra|su|la)s?\s+oficinas?\b | \bsala\s+(?:de\s+(?:reunion\w*|juntas)|reunioni|\w*\d) |
    \bin\s+presenza\b | \bdi\s+persona\b | \bpresso\s+(?:la|il|i|lo|di|\w+) | \bin\s+ufficio\b | \bin\s+sede\b |
    \bpessoalmente\b | \bno\s+(?:nosso|seu)\s+escrit[óo]rio\b | \bsala\s+de\s+reuni[õo]es\b
    """,
)

STREET = re.compile(
    r"""(?x)
    (?i:\b[\wäöüß.-]*(?:straße|strasse|str\.|weg|allee|platz|gasse|ring|ufer|damm|chaussee|markt|steig|promenade|kai)\s+\d{1,4}\s?[a-z]?\b) |
    \b(?i:am|an\s+der|auf\s+dem|im|unter\s+den|zum|zur)\s+[A-ZÄÖÜ][\wäöüß-]+(?:\s+[\wäöüß-]+)?\s+\d{1,4}[a-z]?\s*(?:,|$) |
    (?i:(?<![\d-][\d ])\b\d{1,5}\s+(?:[\w'.-]+\s+){1,4}(?:street|st|road|rd|avenue|ave|boulevard|blvd|lane|ln|drive|dr|square|sq|court|ct|place|pl|way|parkway|pkwy|highway|hwy|terrace)\b\.?) |
    (?i:\b\d{1,4}\s?(?:bis|ter)?\s*,?\s+(?:rue|avenue|boulevard|bd|place|quai|impasse|chemin|all[ée]e|route|cours)\b) |
    (?i:\b(?:calle|c/|avenida|avda?\.?|plaza|paseo|ronda|carrer|gran\s+v[íi]a)\s+[\w\s.'ªº-]{2,40},?\s*\d{1,4}\b) |
    (?i:\b(?:via|viale|piazza|corso|largo|vicolo|piazzale)\s+[\w\s.'-]{2,40},?\s*\d{1,4}\b) |
    (?i:\b(?:rua|avenida|av\.|praça|travessa|largo|alameda|estrada)\s+[\w\s.'-]{2,40},?\s*(?:n\.?[ºo]\s*)?\d{1,4}\b) |
    (?<![\d/+(-])(?<!\d[ )/-])\b(?:[DA]-|CH-)?\d{4,5}\s+[A-ZÄÖÜ][a-zäöüß]{2,}(?:[ -][\w.-]+)?\s*(?:,|$|\n) | \b\d{4}-\d{3}\s+[A-Z]\w+ | \b[A-Z]{1,3}-\d{4,5}\s+[A-ZÄÖÜ]\w+ | \b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b
    """,
)
"""Street addresses and post codes with their towns."""

VENUE = re.compile(
    r"(?i)\b(?:restaurant|caf[ée]|hotel|bistro|brauhaus|gasthaus|ristorante|trattoria|bar|kantine|"
    r"messe|halle\s+\d|kongress\w*|airport|flughafen|bahnhof|hauptbahnhof|starbucks|büro|office|"
    r"oficina|ufficio|bureaux?|escrit[óo]rio|zentrale|headquarters?|hq|campus|werk\s+\w+|filiale|"
    r"lobby|foyer|geb[äa]ude|building|tower|coworking|wework)\b",
)

PUBLIC_VENUE = re.compile(
    r"(?i)\b(?:restaurant\w*|ristorante|caf[éèe](?:\s|$)|caff[èe]|coffee|bistro\w*|brasserie|brauhaus|gasthaus|gasthof|biergarten|pizzeria|trattoria|osteria|kantine|"
    r"hotel|h[ôo]tel|messe|flughafen|airport|(?:haupt)?bahnhof|gare\s+de|starbucks|rathaus|townhall|praxis|klinik|clinic|cl[íi]nica|krankenhaus|hospital|"
    r"kanzlei|museum|bibliothek|library|universit\w+|schule|school|autohaus|studio|filiale|showroom|coworking|wework)\b",
)
"""Places that keep a telephone, which is then not the place."""

HURRY = re.compile(
    r"""(?ix)
    (?<![\w-])(?:
      kurz(?:e|er|es|en|em)? | quick | quickie | short | brief | schnell(?:e|er|es|en)? | fix | express |
      rapide | rapidement | bref | brève | express |
      r[áa]pid[oa]s? | breve(?:mente)? | veloce | rapid[oa] | r[áa]pid[oa] | curt[oa]
    )(?![\w-]) |
    (?<![\d:.,-])(?:[5-9]|1[0-5])\s?(?:min(?:\.|s|uten?|utes?|uti|utos)?(?!\w)|['′’](?!\w)|-?minüt\w+|[\s-]minute\b)
    """,
)
"""Signs in a title that somebody is pressed; up to fifteen minutes count as one."""

SIGNATURE = re.compile(
    r"""(?imsx)
    ^[^\S\n]*+>?[^\S\n]*+(?:
      (?:mit\s+(?:freundlichen|besten|herzlichen|lieben|vielen)|freundliche|viele|beste|herzliche|liebe|schöne|sonnige)\s+gr[üu](?:ß|ss)\w* |
      (?:mfg|vg|lg|bg)\b | --[^\S\n]*$ | (?:gruß|gruss|grüße|grüsse|herzlichst|danke|best|thanks|thank\s+you|many\s+thanks|all\s+the\s+best|merci|un\s+saludo|gracias|grazie|a\s+presto|obrigad[oa]|abraços?)[^\S\n]*[,.!]?[^\S\n]*$ |
      (?:best|kind|warm|many|kindest|warmest)\s+(?:regards|wishes) | regards | cheers | sincerely | yours\s+(?:sincerely|truly|faithfully) |
      (?:bien\s+)?cordialement | bien\s+à\s+vous | salutations | saludos | un\s+(?:cordial\s+)?saludo | atentamente | cordiali\s+saluti | distinti\s+saluti | saluti |
      atenciosamente | cumprimentos | com\s+os\s+(?:melhores|meus)
    ).*?(?=
      ^[^\S\n]*> | ^[^\S\n]*(?:am|on|le|el|il|em|a)\b[^\n]{5,120}(?:schrieb|wrote|écrit|escribió|scritto|escreveu) |
      ^[^\S\n]*(?:von|from|de|da)\s?: | ^[^\S\n]*-{3,} | ^[^\S\n]*p\.?[^\S\n]?s\b | \Z
    )
    """,
)
"""A mail's signature, up to what it answers: its numbers are not the place of a meeting."""

STEMS = {
    PHONE: PHONE_STEMS,
    VIDEO: (
        *(
            " teams",
            " zoom",
            "google meet",
            "skype",
            "webex",
            "facetime",
            "jitsi",
            "whereby",
            "video",
            "vídeo",
        ),
        *(" visio", " vidéo", " online", "gotomeeting"),
    ),
    IN_PERSON: (
        *(
            " vor ort",
            " persönlich",
            " präsenz",
            "persona",
            " bei ",
            " im ",
            "raum",
            "zimmer",
            "saal",
            " stock",
        ),
        *(" og ", " etage", "geschoss", " empfang ", "mittagessen", "abendessen", "frühstück", " déjeuner"),
        *(
            " dejeuner",
            " dîner",
            " diner",
            " comida ",
            " almuerzo ",
            " cena ",
            " pranzo ",
            " almoço ",
            " jantar ",
        ),
        *(
            "besichtigung",
            "führung",
            "rundgang",
            "ortstermin",
            " hol",
            " pick",
            " site ",
            " visite ",
            " visita ",
        ),
        *(
            "sopralluogo",
            "kundenbesuch",
            " in person ",
            " face to face ",
            "onsite",
            " at ",
            " room ",
            "boardroom",
        ),
        *(" floor ", " suite ", " dinner ", " lunch ", " breakfast ", " brunch ", " drinks ", " coffee "),
        *(
            " en personne ",
            "présentiel",
            "presentiel",
            " sur place ",
            " chez ",
            " salle ",
            " dans nos ",
            " sala ",
        ),
        *(
            "presencial",
            "oficina",
            " in presenza ",
            " presso ",
            " in ufficio ",
            " in sede ",
            " pessoalmente ",
        ),
        *("escritório", "escritorio", "conferenceroom", "meetingroom"),
    ),
}
"""What has to stand in a text for a pattern to match; a space stands for all that is no letter.

Looking for it first is far cheaper, and changes no answer: the tests prove it of each pattern.
"""

HURRY_STEMS = (
    *("kurz", "quick", "short", "brief", "schnell", "fix", "express", "rapid", "rápid", "bref", "brève"),
    *("breve", "veloce", "curt", "min", "'", "′", "’"),
)
"""The same for a title that shows hurry."""


def says(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern of this module matches; quick where it does not."""
    words = f" {_NO_LETTERS.sub(' ', text.lower())} "
    return _has_one_of(STEMS[pattern], words) and bool(pattern.search(text))


def sign_of_hurry(title: str) -> str:
    """Return the word in a title that shows hurry, empty where there is none."""
    found = HURRY.search(title) if _has_one_of(HURRY_STEMS, title.lower()) else None
    return found[0].strip() if found else ""


def names_a_street(text: str) -> bool:
    """Whether an address stands in a text: only what is near a digit is looked at."""
    if not _DIGIT.search(text):
        return False
    if len(text) <= _SHORT:
        return bool(STREET.search(text))
    return any(STREET.search(part) for part in _NEAR_DIGIT.findall(text))


def _has_one_of(stems: tuple[str, ...], text: str) -> bool:
    for stem in stems:  # noqa: SIM110  # a generator costs more here than what it looks for
        if stem in text:
            return True
    return False


_SHORT = 120
_NO_LETTERS = re.compile(r"\W+")
_DIGIT = re.compile(r"\d")
_NEAR_DIGIT = re.compile(r"[^\n\d]{0,60}\d[^\n]{0,60}")

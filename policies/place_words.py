"""Words that tell how people meet, in German, English, French, Spanish, Italian and Portuguese."""

from __future__ import annotations

import re

PHONE = re.compile(
    r"""(?ix)
    (?<!video)telefonat(?:e|s)?\b | telefontermin | telefonisch | telefongespräch | telefon(?:inter)?view |
    telefon(?:isches)?[\s-]*(?:interview|meeting|konferenz|call|termin|gespräch|besprechung) |
    (?<!\w)telko\b | telefonieren | fernmündlich | rückruf | (?<!video)anruf(?!beantworter) |
    \b(?:per|am|via)\s+(?:mobil)?telefon\b | \bper\s+handy\b |
    \btel\.?[\s-]*(?:gespräch|termin|interview|konferenz|besprechung|abstimmung|rücksprache) | \bmeldet\s+sich\s+telefonisch |
    \b(?:werden?|wirst|wird)\s+(?:\w+\s+){0,4}angerufen\b |
    ^\W*(?:(?:ihr|dein|mein|your|my|votre|su|il\s+suo|o\s+seu)\s+)?(?:(?:mobil|fest)?tele(?:fon[aoe]?|phone)|t[ée]l[ée](?:phone|fono)|tel[ée]fono|telem[óo]vel|tel|phone|fon|handy|mobile(?:\s+phone)?|cell(?:\s*phone|ulare|ular)?|m[óo]vil)(?:\W*$|\s*[:(]) |
    \b(?:rufe?|ruft|rufen)\s+(?:sie|dich|euch|ihn|mich|ich|wir|uns|bitte|mir|zurück|an\b|(?:herrn?|frau)\s+\w+\s+an)(?:\W+\w+){0,5}?\s*\ban\b |
    \bich\s+(?:rufe|melde\s+mich\s+telefonisch) | \b(?:wir|sie|er)\s+(?:rufen|ruft)\s+(?:\w+\s+){0,4}an\b |
    \bklingel(?:e|n|t)?\s+(?:\w+\s+){0,2}durch\b | \bdurchklingeln\b |
    \b(?:tele)?phone[\s-]*(?:call|screen(?:ing)?|interview|meeting|chat|appointment|conference|consult(?:ation)?|conversation|discussion|session|check-?in|(?:de)?brief(?:ing)?|catch[\s-]?up)\b |
    \bby\s+(?:tele)?phone\b | \bover\s+the\s+phone\b | \bon\s+the\s+phone\b | \bvia\s+(?:tele)?phone\b |
    \btele(?:call|conference|con)\b | (?<!video\s)(?<!web\s)\bconference\s+call\b | \b(?:out|in)bound\s+call\b |
    \b(?:call|ring|phone|dial)\s+(?:me|you|him|her|us|them|mr|mrs|ms|dr)\b | \bgive\s+(?:\w+\s+)?a\s+(?:call|ring)\b |
    \bi(?:'ll|\s+will|’ll)\s+(?:call|ring|phone)\b | \bwill\s+(?:call|ring|phone)(?:\s+(?:you|me|him|her|us|them)\b|\W*$) | \bwill\s+be\s+(?:calling|ringing|phoning)\b | \bdial[\s-]*in\b |
    \bappel\s+avec\b | \b(?:par|au)\s+t[ée]l[ée]phone\b | \bpoint\s+t[ée]l\b | \b(?:r?appeler|t[ée]l[ée]phoner\s+[àa])\b |
    \b(?:appel|entretien|rendez-?vous|rdv|point|[ée]change|r[ée]union|conversation|interview|consultation|contact|bilan|conf[ée]rence)s?\s+t[ée]l[ée]phoniques?\b |
    \b(?:je|nous|on|il|elle)\s+(?:vous|t['’]|te)\s*(?:r?appel|t[ée]l[ée]phon)\w+ | \bon\s+s['’]appelle\b | \bsera\s+t[ée]l[ée]phonique\b | \bt[ée]l[ée]phoniquement\b | \b(?:appelez|appelle|rappelez)[\s-]*(?:moi|nous)\b |
    \bllamada\b | \b(?:te|le|les|os|lo|la)\s+llam(?:o|amos|aré|aremos|a)\b | \bll[áa]m(?:ame|eme|enme|adme)\b |
    \bpor\s+tel[ée]fono\b | \bllamar\s+al?\b | \b(?:al|por)\s+m[óo]vil\b | \bser[áà]\s+telef[óoô]nic[ao]\b | \btelef[óoô]nicamente\b |
    \b(?:entrevista|reuni[óo]n|reunião|cita|conversaci[óo]n|conversa|consulta|seguimiento|contacto|contato|atendimento)\s+telef[óoôo]nic[ao]\b |
    \btelefonata\b | \bchiamata(?!\s+video)\b | \b(?:ti|vi|la|le)\s+(?:(?:ri)?chiam(?:o|eremo|er[òo])|telefono)\b | \bchiam(?:ami|atemi|i\s+il)\b |
    \bal\s+(?:telefono|cellulare)\b | \bper\s+telefono\b | \bchiamare\b |
    \b(?:colloquio|appuntamento|consulenza|riunione|intervista|incontro|conversazione|contatto)\s+telefonic[oa]\b |
    \bchamada\s+(?:telef[óoôo]nica|de\s+voz|com)\b | \bligação\b | \btelefonema\b | \bpor\s+(?:telefone|telem[óo]vel)\b | \btelefon(?:ar|are|ear)\b |
    \b(?:ligo-(?:te|lhe|vos)|te\s+ligo|lhe\s+ligo|vou\s+(?:te\s+|lhe\s+)?ligar)\b | \bligar?\s+(?:para|ao|à)\b |
    \b(?:eu|n[óo]s|ele|ela)\s+(?:ligo|ligamos|liga|ligarei|ligaremos)\b | \b(?:liga|ligue|liguem)-(?:me|nos)\b | \bme\s+lig(?:a|ue|uem|ar)\b
    """,
)

NO_PHONE = re.compile(
    r"""(?ix)
    \b(?:kein(?:e|en)?|nicht|statt|anstatt|anstelle|ohne)\s+(?:\w+\s+){0,2}(?:telefon\w*|anruf|telko) |
    \b(?:no|not|instead\s+of|rather\s+than)\s+(?:an?\s+|by\s+|the\s+)?(?:phone|telephone|call\b) |
    \b(?:pas\s+d['’e]\s*|au\s+lieu\s+d['’eu]\s*)(?:appel|t[ée]l[ée]phone) |
    \b(?:en\s+lugar\s+de|en\s+vez\s+de|sin)\s+(?:la\s+)?(?:llamada|tel[ée]fono) |
    \b(?:invece\s+d(?:i|ella)\s+|senza\s+)(?:telefonata|telefono|chiamata) |
    \b(?:em\s+vez\s+d[eao]\s+|sem\s+)(?:telefonema|telefone|chamada) |
    \b(?:(?:bei|für)\s+(?:rück|nach)?fragen|(?:rück)?fragen\s*[:?]|bei\s+(?:problemen|verspätung\w*|bedarf|verhinderung)|falls|sollten?\s+(?:sie|du)|
      wenn\s+(?:sie|du)\s+(?:fragen|sich|dich|es|nicht)|for\s+(?:any\s+)?questions|questions\?|in\s+case|if\s+you\s+(?:have|need|get|are|can['’]?t|cannot)|if\s+you['’]re|should\s+you|
      pour\s+toute\s+question|en\s+cas\s+d[e'’]|si\s+vous\s+avez|en\s+caso\s+de|si\s+(?:tiene|tienes)|para\s+cualquier|per\s+(?:qualsiasi\s+)?domand[ea]|in\s+caso\s+di|em\s+caso\s+de|se\s+tiver|
      notfall|emergency|problem[es]?)(?!\w)[^.\n]{0,60}?
        (?:\+?\(?\d[\d\s()/-]{5,}|ruf\w*|anruf\w*|call|phone|telefon\w*|appel\w*|llam\w*|chiam\w*|lig\w*|t[ée]l\w*)
    """,
)
"""Wording in which a telephone is named and not meant."""

MEETING_POINT = re.compile(
    r"(?i)\b(?:treffpunkt|veranstaltungsort|ort|wo|where|venue|meeting\s+point|lieu|lugar|luogo|local)\s*:\s*([^\n]{4,100})",
)
"""A text that says where to come."""

VIDEO = re.compile(
    r"""(?ix)
    \b(?:microsoft\s+teams|ms[\s-]teams|teams[\s-]*(?:meeting|besprechung|termin|call|sitzung|r[ée]union|reuni[óo]n|riunione|reunião)|
      (?:r[ée]union|reuni[óo]n|riunione|reunião|via|per|über|auf|in|on|sur|por|su)\s+teams)\b |
    \bzoom(?:[\s-]*(?:meeting|call|termin|konferenz|link))?\b | \bgoogle\s+meet\b | \bskype\b | \bwebex\b | \bgotomeeting\b |
    \bfacetime\b | \bjitsi\b | \bwhereby\b |
    \bvideo[\s-]*(?:call|konferenz|conference|chat|meeting|gespräch|interview|telefonat|anruf|besprechung|termin)\w*\b |
    \bvisio(?:conf[ée]rence)?\b | \bappel\s+vid[ée]o\b | \bvideo(?:llamada|conferencia|chiamata|conferenza|chamada|confer[êe]ncia)\b |
    \bchiamata\s+video\b | \bchamada\s+de\s+v[íi]deo\b | \bonline[\s-]*(?:meeting|termin|besprechung)\b
    """,
)

IN_PERSON = re.compile(
    r"""(?ix)
    \bvor[\s-]ort\b | \bpersönlich(?:es|er|e|en)?\s+(?:treffen|gespräch|termin|kennenlernen) | \bpräsenz\w*\b | \bin\s+persona\b |
    \bbei\s+(?:uns|ihnen|euch|mir|dir)\s+(?:im|in|vor|zu|am)\b | \bim\s+(?:büro|hause|restaurant|café|cafe|biergarten)\b |
    \b(?:besprechungs|konferenz|sitzungs|schulungs|seminar|meeting)[\s-]*(?:raum|zimmer|saal)\w*\b(?!\s*:?\s*\d{4}) | \braum\s+\w*\d | \bzimmer\s+\d |
    \b\d+\.\s*(?:stock|og|etage|obergeschoss)\b | \berdgeschoss\b | \bempfang\b | \bmittagessen\b | \bbetriebsbesichtigung\b | \bkundenbesuch\b |
    \bin[\s-]person\b | \bface[\s-]to[\s-]face\b | \bon[\s-]?site\b | \bat\s+(?:our|your|their|my)\s+(?:office|premises|place|site)\b |
    \b(?:meeting|conference|board)\s*room\b | \broom\s+\w*\d | \b\d+(?:st|nd|rd|th)\s+floor\b | \bfloor\s+\d | \bsuite\s+\d | \blunch\s+at\b |
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
    (?<![\d/+(-])(?<!\d[ )/-])\b(?:[DA]-|CH-)?\d{4,5}\s+[A-ZÄÖÜ][a-zäöüß]{2,}(?:[ -][\w.-]+)?\s*(?:,|$|\n) | \b\d{4}-\d{3}\s+[A-Z]\w+ | \b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b
    """,
)
"""Street addresses and post codes with their towns."""

VENUE = re.compile(
    r"(?i)\b(?:restaurant|caf[ée]|hotel|bistro|brauhaus|gasthaus|ristorante|trattoria|bar|kantine|"
    r"messe|halle\s+\d|kongress\w*|airport|flughafen|bahnhof|hauptbahnhof|starbucks|büro|office|"
    r"oficina|ufficio|bureaux?|escrit[óo]rio|zentrale|headquarters?|hq|campus|werk\s+\w+|filiale|"
    r"lobby|foyer|geb[äa]ude|building|tower|coworking|wework)\b",
)

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
    r"(?im)^\s*(?:mit\s+(?:freundlichen|besten|herzlichen)|freundliche|viele|beste|herzliche|liebe|schöne)\s+gr[üu](?:ß|ss)\w*"
    r"|^\s*(?:mfg|vg|lg|--\s*$|best\s+regards|kind\s+regards|regards|cheers|sincerely|cordialement|bien\s+à\s+vous|"
    r"saludos|atentamente|cordiali\s+saluti|distinti\s+saluti|atenciosamente|cumprimentos|com\s+os\s+melhores)",
)
"""Where a mail's signature begins: its numbers are not the place of a meeting."""

STEMS = {
    PHONE: (
        "telef",
        "téléph",
        "teleph",
        "telko",
        "ruf",
        "call",
        "phone",
        "fon",
        "ring",
        "dial",
        "appel",
        "llam",
        "llám",
        "chiam",
        "lig",
        "tel",
        "klingel",
        "móvil",
        "movil",
        "celular",
        "cellulare",
        "telem",
        "handy",
    ),
    VIDEO: (
        "teams",
        "zoom",
        "meet",
        "skype",
        "webex",
        "facetime",
        "jitsi",
        "whereby",
        "video",
        "vídeo",
        "visio",
        "vidéo",
        "online",
    ),
    IN_PERSON: (
        "vor ",
        "vor-",
        "persönlich",
        "präsenz",
        "persona",
        "bei ",
        "im ",
        "raum",
        "zimmer",
        "saal",
        "stock",
        "etage",
        "geschoss",
        "empfang",
        "mittag",
        "betrieb",
        "besuch",
        "person",
        "face",
        "site",
        "at ",
        "room",
        "floor",
        "suite",
        "lunch",
        "présentiel",
        "place",
        "chez",
        "salle",
        "dans nos",
        "presencial",
        "oficina",
        "sala",
        "presenza",
        "presso",
        "in ufficio",
        "in sede",
        "pessoal",
        "escrit",
    ),
}
"""Letters without which a pattern cannot match: looking for them first is far cheaper."""


def says(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern of this module matches; quick where it does not."""
    lowered = text.lower()
    if len(text) > _SHORT and not any(stem in lowered for stem in STEMS[pattern]):
        return False
    return bool(pattern.search(text))


def names_a_street(text: str) -> bool:
    """Whether an address stands in a text: only what is near a digit is looked at."""
    if len(text) <= _SHORT:
        return bool(STREET.search(text))
    return any(STREET.search(part) for part in _NEAR_DIGIT.findall(text))


_SHORT = 120
_NEAR_DIGIT = re.compile(r"[^\n\d]{0,60}\d[^\n]{0,60}")

"""Words that tell how people meet, in German, English, French, Spanish, Italian and Portuguese."""

from __future__ import annotations

import re

PHONE = re.compile(
    r"""(?ix)
    telefonat(?:e|s)?\b | telefontermin | telefonisch | telefongespräch | telefon(?:inter)?view |
    telefon(?:isches)?[\s-]*(?:interview|meeting|konferenz|call|termin|gespräch|besprechung) |
    (?<!\w)telko\b | telefonieren | fernmündlich | rückruf | anruf(?!beantworter) |
    \bper\s+telefon\b | \bam\s+telefon\b | ^\s*(?:telefon|tel\.?|phone|fon)\s*$ |
    \b(?:rufe?|ruft|rufen)\s+(?:sie|dich|euch|ihn|mich|ich|wir|uns|bitte|mir|zurück|an\b|(?:herrn?|frau)\s+\w+\s+an)(?:\W+\w+){0,5}?\s*\ban\b |
    \bich\s+(?:rufe|melde\s+mich\s+telefonisch) | \b(?:wir|sie|er)\s+(?:rufen|ruft)\s+(?:\w+\s+){0,4}an\b |
    \bklingel(?:e|n|t)?\s+(?:\w+\s+){0,2}durch\b | \bdurchklingeln\b |
    \bphone[\s-]*(?:call|screen(?:ing)?|interview|meeting|chat|appointment|conference|catch[\s-]?up)\b |
    \bby\s+(?:tele)?phone\b | \bover\s+the\s+phone\b | \bon\s+the\s+phone\b | \bvia\s+(?:tele)?phone\b |
    \btele(?:phone\s+)?(?:call|conference|con)\b | \btelephone\s+(?:interview|meeting|appointment)\b |
    \b(?:call|ring|phone|dial)\s+(?:me|you|him|her|us|them|mr|mrs|ms|dr)\b | \bgive\s+(?:\w+\s+)?a\s+(?:call|ring)\b |
    \bi(?:'ll|\s+will|’ll)\s+(?:call|ring|phone)\b | \bwill\s+(?:call|ring|phone)\s+you\b | \bdial[\s-]*in\b |
    \bappel\s+(?:t[ée]l[ée]phonique|avec)\b | \b(?:par|au)\s+t[ée]l[ée]phone\b | \bentretien\s+t[ée]l[ée]phonique\b |
    \brendez-vous\s+t[ée]l[ée]phonique\b | \bpoint\s+t[ée]l[ée]phonique\b | \bpoint\s+t[ée]l\b |
    \bje\s+(?:vous|t['’]|te)\s*(?:appelle|appellerai|rappelle) | \b(?:appelez|appelle|rappelez)[\s-]*(?:moi|nous)\b |
    \bllamada\b | \b(?:te|le|les|os|lo|la)\s+llam(?:o|amos|aré|aremos|a)\b | \bll[áa]m(?:ame|eme|enme|adme)\b |
    \bpor\s+tel[ée]fono\b | \bentrevista\s+telef[óo]nica\b | \breuni[óo]n\s+telef[óo]nica\b | \bcita\s+telef[óo]nica\b |
    \btelefonata\b | \bchiamata(?!\s+video)\b | \b(?:ti|vi|la|le)\s+(?:chiamo|chiameremo|chiamer[òo]|telefono)\b | \bchiam(?:ami|atemi|i\s+il)\b |
    \bal\s+telefono\b | \bper\s+telefono\b | \bcolloquio\s+telefonico\b | \bappuntamento\s+telefonico\b |
    \bchamada\s+(?:telef[óo]nica|de\s+voz|com)\b | \bligação\b | \btelefonema\b | \bpor\s+telefone\b |
    \b(?:ligo-(?:te|lhe|vos)|te\s+ligo|lhe\s+ligo|vou\s+(?:te\s+|lhe\s+)?ligar)\b | \bligar?\s+(?:para|ao|à)\b |
    \bentrevista\s+(?:por\s+telefone|telef[óo]nica)\b | \breunião\s+telef[óo]nica\b
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
    \b(?:bei\s+(?:rück)?fragen|falls|for\s+questions|questions\?|in\s+case|if\s+you\s+have|pour\s+toute\s+question|en\s+caso\s+de|per\s+domande|em\s+caso\s+de|notfall|emergency|problem[es]?)(?!\w)[^.\n]{0,60}?
        (?:\+?\(?\d[\d\s()/-]{5,}|ruf\w*|anruf\w*|call|phone|telefon\w*|appel\w*|llam\w*|chiam\w*|lig\w*|t[ée]l\w*)
    """,
)
"""Wording in which a telephone is named and not meant."""

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
    \b(?:besprechungs|konferenz|sitzungs|schulungs|seminar|meeting)[\s-]*(?:raum|zimmer|saal)\w*\b | \braum\s+\w*\d | \bzimmer\s+\d |
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
    r"""(?ix)
    \b[\wäöüß.-]*(?:straße|strasse|str\.|weg|allee|platz|gasse|ring|ufer|damm|chaussee|markt|steig|promenade|kai)\s+\d{1,4}\s?[a-z]?\b |
    \b(?:am|an\s+der|auf\s+dem|im|unter\s+den|zum|zur)\s+[A-ZÄÖÜ][\wäöüß-]+(?:\s+[\wäöüß-]+)?\s+\d{1,4}[a-z]?\s*(?:,|$) |
    \b\d{1,5}\s+(?:[\w'.-]+\s+){1,4}(?:street|st|road|rd|avenue|ave|boulevard|blvd|lane|ln|drive|dr|square|sq|court|ct|place|pl|way|parkway|pkwy|highway|hwy|terrace)\b\.? |
    \b\d{1,4}\s?(?:bis|ter)?\s*,?\s+(?:rue|avenue|boulevard|bd|place|quai|impasse|chemin|all[ée]e|route|cours)\b |
    \b(?:calle|c/|avenida|avda?\.?|plaza|paseo|ronda|carrer|gran\s+v[íi]a)\s+[\w\s.'ªº-]{2,40},?\s*\d{1,4}\b |
    \b(?:via|viale|piazza|corso|largo|vicolo|piazzale)\s+[\w\s.'-]{2,40},?\s*\d{1,4}\b |
    \b(?:rua|avenida|av\.|praça|travessa|largo|alameda|estrada)\s+[\w\s.'-]{2,40},?\s*(?:n\.?[ºo]\s*)?\d{1,4}\b |
    \b(?:d-|a-|ch-)?\d{4,5}\s+[A-ZÄÖÜ][a-zäöüß]{2,}(?:[\s-][\w.-]+)?\s*(?:,|$|\n) | \b\d{4}-\d{3}\s+[A-Z]\w+ | \b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b
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

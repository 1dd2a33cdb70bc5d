"""Wording in which a telephone or a video call is named and not meant."""

from __future__ import annotations

import re

_TELEPHONE = (
    r"(?:tele(?:f|ph)on\w*|anruf\w*|rückruf\w*|tel[ck]o\w*|phone|call\b|t[ée]l[ée]phon\w*|appel\b|"
    r"llamada|tel[ée]fono|telef[óoô]nic\w+|chiamata|chamada|ligação)"
)

_INSTEAD = r"""
\b(?:kein(?:e|en|er)?|nicht|ohne|weder)\s+(?:(?!sondern|bitte|aber|nur|wir|lieber|dafür|deshalb)\w+\s+){0,3}(?:telefon\w*|anruf\w*|anzurufen|telko) |
\b(?:statt|anstatt|anstelle)\s+(?:(?:per|am|via|zu|zum|des|(?!treffen|lieber|besser|reisen)\w+(?:en|er|em|nes))\s+){0,3}(?:telefon\w*|anruf\w*|anzurufen|telko) |
\b(?:lieber|besser|eher)\s+(?:\w+\s+){0,5}als\s+(?:\w+\s+){0,2}telefon\w* |
\b(?:no|not|never|without|instead\s+of|rather\s+than|in\s+place\s+of|replaces?|replacing)\s+(?:(?:an?|by|the|our|over|on|via|planned|scheduled)\s+){0,3}(?:phone|telephone|call\b) |
\b(?:pas\s+(?:d['’e]\s*|par\s+|au\s+|un\s+)|au\s+lieu\s+d(?:['’eu]|e\s+l['’])\s*|sans\s+)(?:appel|t[ée]l[ée]phone|l?['’]?appel) | \bplut[ôo]t\s+(?:\w+\s+){1,5}que\s+(?:par\s+|au\s+)?t[ée]l\w* |
\b(?:en\s+lugar\s+de|en\s+vez\s+de|sin|no)\s+(?:la\s+|por\s+|una\s+)?(?:llamada|tel[ée]fono) | \b(?:mejor|prefiero)\s+(?:\w+\s+){1,4}que\s+(?:por\s+)?tel\w* |
\b(?:invece\s+d(?:i|ella|el)\s+|senza\s+|non\s+|niente\s+)(?:la\s+|per\s+|al\s+)?(?:telefonata|telefono|chiamata) | \b(?:meglio|piuttosto)\s+(?:\w+\s+){1,4}che\s+(?:\w+\s+)?telefon\w* |
\b(?:em\s+vez\s+d[eao]\s+|sem\s+|não\s+)(?:por\s+|uma?\s+)?(?:telefonema|telefone|chamada|ligação) | \b(?:melhor|antes)\s+(?:\w+\s+){1,4}(?:do\s+)?que\s+(?:por\s+)?tel\w*
"""

_CALLED_OFF = rf"""
{_TELEPHONE}\s+(?:[^\s.,;:!?]+\s+){{0,5}}?(?:entfällt|entfallen|fällt\s+(?:\w+\s+){{0,2}}(?:aus|weg)|(?:wurde|ist|wird)\s+(?:\w+\s+){{0,2}}(?:abgesagt|storniert|gestrichen)|abgesagt|findet\s+nicht\s+statt|
  (?:is|was|has\s+been)\s+(?:\w+\s+)?(?:cancel\w+|called\s+off|dropped|off\b)|cancel(?:l?ed)|est\s+annul[ée]e?|annul[ée]e?\b|(?:queda|está|ha\s+sido)\s+(?:cancelada|anulada)|cancelad[ao]|anulada|è\s+(?:stata\s+)?(?:annullata|cancellata)|annullata) |
\b(?:cancel\w*|reschedul\w*|absag\w*|abzusagen|umbuch\w*|verschieb\w*|annuler|cancelar|anular|disdire|annullare|desmarcar)\b[^.\n]{{0,60}}?{_TELEPHONE} |
\b(?:sagen?|sag)\s+(?:\w+\s+){{0,6}}telefon\w*\s+(?:[\w+/()-]+\s+){{0,8}}?(?:ab|bescheid)\b | \btelefonisch\w*\s+(?:[\w+/()-]+\s+){{0,6}}?(?:absag\w*|abzusagen|abmeld\w*|abzumelden|anmeld\w*|anzumelden|(?:zu\s+)?bestätig\w*|vereinbar\w*|ab\b) |
\b(?:wie|as)\s+(?:\w+\s+){{0,2}}(?:telefonisch|am\s+telefon|discussed|agreed)\s+(?:\w+\s+){{0,2}}(?:besprochen|vereinbart|angekündigt|abgestimmt|(?:by|over|on)\s+(?:the\s+)?phone) |
\b(?:nach|aus|zu)\s+(?:unserem|dem)\s+(?:\w+\s+)?(?:telefonat|anruf|telefongespräch) | \b(?:suite|comme\s+convenu)\s+(?:à\s+)?(?:notre\s+|au\s+|par\s+)?(?:appel|t[ée]l[ée]phone|[ée]change\s+t[ée]l[ée]phonique) |
\b(?:following|after|as\s+per|further\s+to)\s+(?:up\s+on\s+)?our\s+(?:\w+\s+)?(?:phone|telephone|call)(?:\s+\w+)? | \b(?:tras|según)\s+(?:nuestra|la)\s+(?:llamada|conversación\s+telef\w+) |
\btelefonisch\s+(?:\w+\s+)?nicht\s+(?:\w+\s+)?(?:erreich\w*|möglich|klapp\w*|geh\w*|stattfind\w*|statt) |
\b(?:telefonisch|am\s+telefon)\s+(?:(?:hatten|haben|hat)\s+(?:\w+\s+){{0,10}}|(?:\w+\s+)?)(?:verständigt|vereinbart\w*|abgesprochen\w*|besprochen\w*|geeinigt|verabredet) | \bcome\s+da\s+(?:accordi\s+)?telefon\w+
"""

_ONLY_IF = r"""
\b(?:(?:bei|für|zu)\s+(?:\w+\s+){0,2}(?:rück|nach)?fragen|(?:rück)?fragen\s*[:?]|rückfragen\s+(?:bitte\s+)?(?:an|unter)|
  bei\s+(?:\w+\s+){0,2}(?:\w*problemen|\w*schwierigkeiten|\w*störung(?:en)?|verspätung\w*|bedarf|verhinderung|unklarheiten|ankunft|eintreffen)|(?:im|in)\s+(?:\w*notf[aä]ll\w*|dringenden\s+fällen|zweifels?fall)|notfalls|zur\s+not|
  falls|sofern|sollten?\s+(?:sie|du|ihr|es|die|der|das|etwas|ich|wir|noch)|wenn\s+(?:sie|du)\s+(?:fragen|sich|dich|es|nicht|noch|den|uns|da|vor|angekommen|zu\s+spät)|wenn\s+(?:es|die|das|der|etwas|was)\b|
  for\s+(?:any\s+|further\s+|general\s+)?(?:questions|issues|problems|support|assistance|directions|help|enquiries|inquiries|changes)|(?:any\s+)?questions\s*[?:]|in\s+case|
  if\s+(?:you\s+(?:have|need|get|can['’]?t|cannot|run|experience|don['’]t|do\s+not|want\s+to\s+change|are\s+(?:late|lost|running|unable|delayed|having|not|stuck))|you['’]re\s+(?:late|lost|running|unable|delayed|having|not|stuck)|
    anything|there|something|the\b|it\b|plans\b|any\b)|should\s+(?:you|there|anything|the)|when\s+you\s+(?:arrive|get\s+(?:here|there))|on\s+arrival|once\s+you\s+arrive|
  pour\s+(?:toute?s?|plus\s+d['’e])\s*(?:\w+\s+){0,2}(?:question|renseignement|information|pr[ée]cision)s?|en\s+cas\s+d[eu'’]|si\s+(?:vous\s+(?:avez|ne|êtes\s+en\s+retard)|tu\s+(?:as|ne|es\s+en\s+retard)|besoin|jamais|probl[èe]me)|
  en\s+caso\s+de|si\s+(?:tiene|tienes|no|hay|hubiera|surge|necesita|llegas?|te\s+(?:pierdes|retrasas))\w*|(?:para|ante)\s+cualquier|cualquier\s+(?:duda|problema)|
  per\s+(?:qualsiasi\s+|ogni\s+|eventuali\s+)?(?:domand|problem|necessit|dubbi|informazion|chiariment|imprevist)\w*|in\s+caso\s+di|(?:se|qualora)\s+(?:hai|ha|non|ci\s+sono|avete|dovess\w+|serve|sei\s+in\s+ritardo)|
  (?:em|no)\s+caso\s+de|caso\s+(?:tenha|haja|precise|não|surja)|se\s+(?:tiver|houver|não|precisar|surgir|se\s+atrasar|te\s+perderes|estiver)\w*|(?:para|por)\s+qualquer|qualquer\s+(?:dúvida|problema)|dúvidas\s*[:?]|
  notfall|emergency|problem[es]?)(?!\w)[^.!\n]{0,80}?
    (?:\+?\(?\d[\d\s()/-]{5,}|ruf\w*|anruf\w*|anzurufen|(?:durch)?klingel\w*|call|phone|ring\b|text\b|reach|dial|telefon\w*|r?appel\w*|llam\w*|ll[áa]m\w*|(?:ri)?chiam\w*|lig\w*|t[ée]l\w*|erreich\w*)
  (?:\s+(?:sie|mich|uns|me|us|unter|on|at|bitte|(?:\w+\s+){0,3}telefon\w*)){0,4}(?:\s*[:,]?\s*\(?\+?\d[\d\s()/-]{5,})?(?:\s+(?:telefonisch\s+)?(?:an|erreichbar|erreichen)\b)?
"""

NO_PHONE = re.compile(f"{_INSTEAD}|{_CALLED_OFF}|{_ONLY_IF}", re.IGNORECASE | re.VERBOSE)
"""No call, a call that was, or one only if something goes wrong."""

_PICTURE = r"(?:video\w*|v[íi]deo\w*|teams|zoom|skype|webex|google\s+meet|meet\b|visio\w*|facetime|online-?\w*|camera|kamera|webcam)"

NO_VIDEO = re.compile(
    rf"""(?ix)
    \b(?:kein(?:e|en|er)?|nicht|statt|anstatt|anstelle|ohne|no|not|without|instead\s+of|rather\s+than|don['’]t\s+need|can['’]?t\s+do|pas\s+d[e'’u]|sans|au\s+lieu\s+d[e'’u]|
      nada\s+de|sin|en\s+(?:lugar|vez)\s+de|niente|senza|invece\s+d\w+|sem|em\s+vez\s+d\w|não)\s*(?:(?!aber|sondern|but|mais|sino)[\w'’-]+\s+){{0,3}}?{_PICTURE}(?:[\s-]\w+)? |
    {_PICTURE}(?:[\s-][^\s.,;!?]+){{0,4}}?[\s-](?:nicht|entfällt|ausgefallen|kaputt|streikt|down|broken|not\s+work\w*|doesn['’]t\s+work|isn['’]t\s+working|ne\s+(?:marche|fonctionne)|no\s+funciona|non\s+funziona|não\s+funciona|(?:is\s+)?cancel\w+|annul\w+)\b
    """,
)
"""A video call is named, and it is said that there is none."""

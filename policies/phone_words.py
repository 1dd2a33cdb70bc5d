"""Words that tell of a telephone call, in German, English, French, Spanish, Italian and Portuguese."""

from __future__ import annotations

import re

_GERMAN = r"""
(?<!video)tele(?:f|ph)on(?:at(?:e|en|s)?|isch\w*|ier\w*)\b | fernmündlich | rückruf | zurück(?:zu)?rufen | rückzurufen |
(?<!video)anruf(?!beantworter) | anzurufen | \b(?:durch(?:zu)?klingel\w*|durch(?:zu)?rufen)\b |
tele(?:f|ph)on(?:isches)?[\s-]*(?:interview|view|meeting|konferenz|call|termin|gespräch|besprechung|screening|beratung|
  sprechstunde|coaching|abstimmung|rücksprache|verabredung|kontakt|slot|date|runde|jour\s*fixe|check|briefing|update|schalte) |
(?<!\w)(?:telko|telco|telcon|tel[\s-]?ko|tele-?konferenz|tel[.-]?konf\.?)\b | \btel\.?[\s-]*(?:gespräch|termin|interview|konferenz|besprechung|
  abstimmung|rücksprache|beratung|erstgespräch|kontakt|screening|sprechstunde|austausch|kennenlern\w*|call|meeting) |
\b(?:per|am|via|übers|ans|zum|mittels|über\s+(?:das|ihr))\s+(?:mobil|dienst|fest(?:netz)?)?(?:telefon|tel\b)(?!\s*(?:nicht|bist|sind|ist)\b) |
\b(?:per|aufs|auf(?:\s+(?:dem|(?:de|ihr|mei)(?:in)?em|ihre[rmn]?|meinem|deinem|mein|dein|ihr|das))?|am|übers|über)\s+(?:dienst)?(?:handy|mobil(?:nummer|telefon)|festnetz)(?!\s+(?:nicht|aus)\b) |
\b(?:nur|bloß|rein|lieber|einfach)\s+(?:per\s+|am\s+|das\s+)?telefon\b | \b(?:an\s+(?:der|die)\s+strippe|zum\s+(?:telefon)?hörer|greif\w*\s+zum\s+hörer)\b |
\b(?:werden?|wirst|wird)\s+(?:\w+\s+){0,6}(?:zurück|an)gerufen\b |
\b(?:rufe?|rufst|ruft|rufen)\s+(?:bitte\s+)?(?:sie|dich|euch|ihn|ihnen|mich|ich|wir|uns|mir|du|er|zurück|durch|an\b|(?:herrn?|frau|hr\.|fr\.|dr\.)\s+\w+)
  (?:[^\w.!?\n]+[\w+]+){0,12}?[^\w.!?\n]+(?:an|durch|zurück)\b | \b(?:rufe?|rufst|ruft|rufen)\s+(?:\w+\s+){0,2}(?:an|zurück|durch)\b |
\bruf(?:e|t|st|en)?\s+(?:(?:[^\s.!?]{1,40}(?:\.\d+)?|\w{1,3}\.)\s+){0,8}?(?:an|durch|zurück)\b(?!\s+(?:der|die|das|dem)\b) |
\b(?:meld|kontaktier|erreich)\w*\b[^.\n]{0,60}?\b(?:ruf|telefon|handy|mobil|festnetz)nummer | \b(?:ruf|telefon|handy|mobil|festnetz)nummer\b[^.\n]{0,40}?\b(?:erreich|anruf|anzuruf|meld|kontaktier|sprech)\w* |
\b(?:welche[rn]?|beste)\s+(?:(?:ruf|telefon|handy|mobil)?nummer|durchwahl)\b |
\bich\s+(?:rufe?|melde\s+mich\s+telefonisch)\b | \b(?:wir|sie|er)\s+(?:rufen|ruft)\s+(?:[\w+.-]+\s+){0,8}?(?:an|zurück|durch)\b |
\b(?:klingel|klingle|bimmel|bimmle|läut)(?:e|n|t|st)?\s+(?:\w+\s+){0,5}(?:durch|an)\b |
\bunter\s+(?:(?:der|dieser|folgender|ihrer|meiner|seiner|deiner|angegebenen|genannten|bekannten)\s+){0,2}(?:\w+nummer|nummer|durchwahl)\b[^.\n]{0,40}?\b(?:erreich|sprech|kontaktier|meld)\w*
"""

_ENGLISH = r"""
\b(?:tele)?phone[\s-]*(?:call|screen(?:ing)?|interview|meeting|chat|appointment|appt|conference|consult(?:ation)?|conversation|discussion|
  session|check-?in|(?:de)?brief(?:ing)?|catch[\s-]?up|follow[\s-]?up|touch[\s-]?base|intro|date|sync|consultation)s?\b |
\b(?:by|via|over(?:\s+the)?|on(?:\s+the|\s+your|\s+my)?|per)\s+(?:tele)?phone\b(?!\s+(?:system|contract|bill|screen\b)) | \btelephonic(?:ally)?\b | \bphoner\b | \b(?:audio|voice)[\s-]*(?:only\s+)?(?:call|conference|konferenz)\b |
\btele(?:call|conference|conferencing|con)\b | (?<!video\s)(?<!web\s)\bconf(?:erence|\.)?[\s-]?call\b | \b(?:out|in)bound\s+call\b | \bcall[\s-]?back\b | \bcall\s+backs?\b |
\b(?:call|ring|phone|telephone|dial|buzz)\s+(?:me|you|him|her|us|them|mr|mrs|ms|miss|dr)\b |
\b(?:calls?|calling|rings?|ringing|phon(?:e|es|ing)|telephones?|dials?)\s+(?:you|me|him|her|us|them|back|the\s+(?:\w+\s+)?number|(?:your|my|his|her|their|our)\s+(?:\w+\s+)?(?:cell|mobile|phone|number|landline|desk|line|direct)) |
\b(?:giv|tak|receiv|get|expect|await|wait\s+for|answer|pick\s+up)(?:e|es|ing|s)?\s+(?:(?:you|me|him|her|us|them|mr|mrs|ms|dr|a|the|our|my|your|his|\w+['’]s)\.?\s+){1,3}(?:\w+\s+)?(?:(?:phone|quick)\s+)?(?:call|ring|bell|buzz|tinkle|shout)\b |
\b(?:i|we|he|she|they)(?:['’]ll|\s+will|\s+can|\s+shall|['’]d\s+like\s+to|\s+would)\s+(?:\w+\s+)?(?:call|ring|phone|telephone)\b(?!\s+(?:it|this|the\s+meeting|for))|
\bwill\s+(?:call|ring|phone)(?:\s+(?:you|me|him|her|us|them)\b|\W*$) | (?:\bwill|['’]ll)\s+(?:tele)?phone\b | (?:\bwill|['’]ll)\s+(?:call|ring)\s+(?:at|on|around|in|from|by|between|tomorrow|today|tonight|back|once|when|shortly|as\s+soon)\b | \bwill\s+be\s+(?:calling|ringing|phoning)\b | \bdial(?:ling|ing)?[\s-]*in\b | \bphone\s+(?:you|me|him|her|us|them)\b |
\b(?:speak|talk|chat|connect|catch\s+up|discuss|conducted|held|done|happen|take\s+place)\s+(?:[\w']+\s+){0,4}(?:by|over|on|via)\s+(?:the\s+)?(?:tele)?phone\b | \bpick\s+up\s+the\s+phone\b | \b(?:best|right|which|what)\s+(?:phone\s+)?number\s+(?:to|for|can|should|shall|do|are|is\s+best)\b |
\breturn(?:ing)?\s+(?:\w+\s+)?(?:\w+['’]s?|his|her|your|the|my|their)\s+(?:\w+\s+)?call\b | \b(?:just|only|prefer(?:ably)?|rather)\s+(?:(?:a|by|the|on|over)\s+){0,2}phone\b(?!\s+number) | \b(?:phone|audio)\s+only\b
"""

_FRENCH = r"""
\bappel\s+avec\b | \b(?:par|au|via|de)\s+t[ée]l(?:[ée]phone|\b)(?!\s+portable\s+(?:perdu|neuf)) | \bcoup\s+de\s+(?:fil|t[ée]l\w*) | \b(?:à|sur)\s+quel\s+num[ée]ro\b | \bconf\s?call\b | \b(?:point|rdv|rendez-?vous|entretien|r[ée]union|[ée]change|appel)\s+t[ée]l\b |
\b(?:r?appeler|t[ée]l[ée]phoner)\b | \bt[ée]l[ée]phon(?:ez|e|ons|erai|erons)\b(?=[-\s](?:moi|nous|à|vous)) |
\b(?:appel|entretien|rendez-?vous|rdv|point|[ée]change|r[ée]union|conversation|interview|consultation|contact|bilan|conf[ée]rence|discussion|brief|suivi|permanence|entrevue|s[ée]ance)s?\s+t[ée]l[ée]phoniques?\b |
\b(?:je|nous|on|il|elle|vous)\s+(?:vous|t['’]|te|nous|l['’]|les?|se|lui)\s*(?:r?appel|t[ée]l[ée]phon)\w+ | \b(?:vous|tu|il|elle|on)\s+m['’](?:r?appel|t[ée]l[ée]phon)\w+ | \bon\s+s['’]appelle\b | \bj['’]appell\w+ | \b(?:qui\s+(?:vous|te)|vous)\s+r?appell\w+ | \b(?:à|de|pour|bien|puis)\s+m['’]appeler\b |
\b(?:sera|est|fera|[ée]tant|plut[ôo]t|uniquement|entretien\s+\w+)\s+t[ée]l[ée]phonique\b | \bt[ée]l[ée]phoniquement\b |
\b(?!op[ée]rateur|annuaire|ligne|standard|plateforme|plate-forme|abonnement|r[ée]seau|forfait|d[ée]marchage|num[ée]ro|syst[èe]me|central|cabine|facture|prospection|assistance|accueil|urgence)[^\W\d]{3,}\s+t[ée]l[ée]phonique\b | \b(?:r?appelez|r?appelle)[\s-]*(?:moi|nous)\b |
\b(?:serez|seras|sera|[êe]tes)\s+(?:r?appel[ée]e?s?|contact[ée]e?s?\s+par\s+t[ée]l\w*)\b | \b(?:par|sur\s+(?:votre|ton|mon|son))\s+(?:t[ée]l[ée]phone\s+)?(?:portable|mobile|fixe)\b | \bappel\s+(?:entrant|sortant|de\s+courtoisie|de\s+suivi|d[ée]couverte|candidat|client) |
\b(?:passer|donner|recevoir|recevrez|attend\w*|prendre)\s+(?:\w+\s+){0,2}appel\b
"""

_SPANISH = r"""
(?<!video)(?<!vídeo)\bllamada\b(?!\s+de\s+v[íi]deo) | \b(?:te|le|les|os|lo|la|me|nos)\s+(?:voy\s+a\s+|vamos\s+a\s+|va\s+a\s+)?llam(?:o|as|a|amos|aré|ará|aremos|arán|ar|e|es|en)\b |
\bll[áa]m(?:a|e|en|ad)(?:me|nos)\b | \bllamar(?:te|le|les|os|me|nos|la|lo)\b | \bllamar\b(?!\s+la\s+atenci) | \b(?:por|al|v[íi]a|de)\s+(?:tel[ée]fono|tlfn?o?|tfno|telf|tel)\b(?!\s*nuevo) | \bv[íi]a\s+telef[óo]nica\b |
\b(?:al|por)\s+m[óo]vil\b | \b(?:ser[áa]|es|forma|manera|modo|modalidad)\s*:?\s+telef[óo]nic[ao]\b | \btelef[óo]nicamente\b | \btelefonea(?:r\w*|me|mos)\b | \btelefonazo\b | \b(?:a|en)\s+qu[ée]\s+n[úu]mero\b |
\b(?:entrevista|reuni[óo]n|cita|conversaci[óo]n|charla|consulta|seguimiento|contacto|conferencia|asesor[íi]a|visita|sesi[óo]n|atenci[óo]n)\s+telef[óo]nic[ao]\b |
\b(?!compañ[íi]a|operador|l[íi]nea|central|gu[íi]a|contrato|factura|n[úu]mero|sistema|soporte|rete\b|elenco|utenza|bolletta|contratto|operator|compagnia|lista|rede\b|red\b|linha|fatura|tarifa|venta|vendita|empresa|rubrica|cabina)[^\W\d]{3,}\s+(?-i:t)elef[óoô]nic[ao]\b | \b(?:doy|das|dame|dar)\s+un\s+toque\b
"""

_ITALIAN = r"""
\btelefonat[ae]\b | (?<!video)\bchiamata\b(?!\s+video) | \b(?:ti|vi|la|le|mi|ci|lo)\s+(?:(?:ri)?chiam(?:o|a|i|erò|erà|eremo|eranno|iamo)|telefon(?:o|a|i|erò|erà|eremo|iamo))\b |
\b(?:ri)?chiam(?:ami|atemi|aci|ateci|armi|arti|arla|arlo|arvi|arci)\b | \bchiami\s+(?:il|lo|al|pure|me)\b | \bmi\s+chiami\b | \b(?:ri)?chiamare\b | \btelefonar(?:e|mi|ti|le|gli|vi|ci)\b | \btelefon(?:ami|atemi|i\s+al)\b |
\b(?:al|per|via)\s+(?:telefono|cellulare|tel)\b | \btelefonicamente\b | \b(?:sarà|è|modalità|via)\s*:?\s+telefonic[oa]\b | \ba\s+(?:che|quale)\s+numero\b | \b(?:uno\s+squillo|colpo\s+di\s+telefono)\b |
\b(?:colloquio|appuntamento|consulenza|riunione|intervista|incontro|conversazione|contatto|call|screening|chiacchierata|confronto|recall|sessione|seduta)\s+(?:\w+\s+)?telefonic[oa]\b
"""

_PORTUGUESE = r"""
\bchamada\s+(?:telef[óoô]nica|de\s+voz|com)\b | \bligação\b(?!\s+(?:de\s+v[íi]deo|à\s+internet|entre)) | \btelefonema\b | \b(?:por|pelo|ao|via|de)\s+(?:telefone|telem[óo]vel|telf?|tlf|celular)\b | \btelefonar?(?:-(?:te|lhe|vos|me|nos)|\b) |
\btelef[óoô]nicamente\b | \b(?:ser[áa]|é|modo|modalidade|contacto|contato)\s*:?\s+telef[óoô]nic[ao]\b | \btelefon(?:o|e|em|arei|aremos)-(?:te|lhe|vos|me|nos)\b |
\b(?:ligo|liga|ligue|liguem|ligamos|ligar|ligarei|ligaremos|ligar[áa])[\s-]+(?:te|lhe|vos|me|nos|mos)\b | \b(?:te|lhe|me|vos|nos)\s+(?:ligo|lig(?:a|ue|uem|ar|amos|arei|aremos|ar[áa]))\b | \b(?:vou|vamos|vai|posso|pode|podes)\s+(?:te\s+|lhe\s+|me\s+)?ligar\b |
\b(?:ligar?|ligo|ligue|ligamos|ligaremos|ligarei)\s+(?:para|pra|pro|ao|à)\b | \b(?:eu|n[óo]s|ele|ela)\s+(?:ligo|ligamos|liga|ligarei|ligaremos)\b | \bretornar\s+(?:a\s+)?(?:chamada|ligação)\b |
\b(?:entrevista|reunião|conversa|consulta|contacto|contato|atendimento|marcação|sessão|avaliação)\s+telef[óoô]nic[ao]\b
"""

PHONE = re.compile(
    f"{_GERMAN}|{_ENGLISH}|{_FRENCH}|{_SPANISH}|{_ITALIAN}|{_PORTUGUESE}",
    re.IGNORECASE | re.VERBOSE,
)
"""What says "by telephone" wherever it stands."""

PHONE_LABEL = re.compile(
    r"""(?ix)
    ^\W*(?:[àa]\s+|en\s+|modo\s+)?(?:t[ée]l[ée]phonique|telef[óoô]nic[ao])\W*$ |
    ^\W*(?:(?:ihr|dein|mein|your|my|votre|su|il\s+suo|o\s+seu)\s+)?(?:(?:mobil|fest)?tele(?:fon[aoe]?|phone)|t[ée]l[ée](?:phone|fono)|tel[ée]fono|telem[óo]vel|
      tel|t[ée]l|tlf|phone|fon|handy|mobile(?:\s+phone)?|cell(?:\s*phone|ulare|ular)?|m[óo]vil)(?:\W*$|\s*[:(]) |
    ^\W*(?:tel(?:efon)?|ruf|handy|mobil|phone|mobile)[\s.-]*(?:nummer|nr|number|no)\b\.?\s*(?:\W*$|[:(]|siehe|folgt|s\.|wird|im\b|in\b|to\b|see|tbc|tbd|below)
    """,
)
"""A text that begins like the line of a form: "Telefon: "."""

PHONE_IN_SHORT = re.compile(
    r"""(?ix)
    (?<![\w-])(?<!new\s)(?<!old\s)(?<!neues\s)(?<!altes\s)(?<!work\s)(?<!nouveau\s)(?<!nuevo\s)(?<!nuovo\s)(?<!novo\s)(?:
      (?:mobil|dienst)?tele(?:fono?|phone) | telefone(?=\s+(?:com|ao?)\b) | tel[ée]fono | t[ée]l[ée]phone | phone | fon | telem[óo]vel | tele |
      t[ée]l\.? (?!\s+aviv|[\w-]) | tlfn?o?\.? | telef\. | telf\.? | tfno\.?
    )(?!\w)
    (?![\s-]*(?:anlage|system|training|umfrage|rechnung|vertrag|nummer|liste|tarif|anschluss|reparatur|tausch|abhol|einricht|neu|kauf|bestell|
      migration|bill|contract|case|repair|shop|policy|support|number|list|booth|plan\b|upgrade|replacement|provider|line|setup|rollout|
      nuevo|neuf|nouveau|nuovo|novo|app\b|zelle|box\b|central|banking))
    | ^\W*(?:call|phone|ring|telephone)\s+(?:back\s+)?(?:(?:the|my|our)\s+(?!number|system|new|broken)\w|(?:mum|mom|dad|gran|nan|aunt|uncle|grandp|grandm)) | [☎📞✆🕿🤙] | ^\W*phone\s+(?-i:[A-Z][a-z]+)\W*$ | ^\W*ring\s+(?:back|up)\b |
    (?-i:\bT[KC])\s+(?:mit|m\.|with|w/|wg\.?|wegen|bzgl|zu[mr]?\b|herrn?\b|frau\b|hr\.|fr\.|dr\.|kunde|kd\.|fa\.) | ^\W*(?-i:TK)\s*[:–|-]\s
    """,
)
"""What says so in a title or a location, where nothing is told at length."""

CALL_IN_TITLE = re.compile(
    r"""(?ix)
    (?<![\w-])(?:call|appel)\s+(?:mit|m\.|with|w/|w\.|avec|con|com|@|to|from|von)\s*(?=\S) |
    ^\W*(?:re-?)?call\s*[:–|-]\s+(?=\w) |
    ^\W*call\s+(?-i:(?=[A-ZÄÖÜ])(?!Cent|Option|For|Of|To|Review|Script|Log|List|Plan|Day|Train|Blitz|Routing|Quality|Volume)[\w.]+) |
    ^\W*appel\s+(?:m\.|mme|mr|client|candidat|(?-i:[A-Z]))
    """,
)
"""A call of which the title does not say how; without a link and a place it is one by telephone."""

PHONE_STEMS = (
    *(
        " tel",
        " tél",
        "telef",
        "teléf",
        "telép",
        "teleph",
        "télef",
        "télép",
        "téléf",
        "téléph",
        "télephon",
        "diensttel",
        "festtel",
    ),
    *(" ruf", "anruf", "anzuruf", "rückruf", "zuruf", "durchruf", "gerufen", "fernmündlich", "strippe"),
    *("hörer", "klingel", "klingl", " bimm", " läut", "handy", "mobil", "festnetz", "nummer", "durchwahl"),
    *(
        " call",
        "conf call",
        "confcall",
        "conferencecall",
        " ring",
        " dial",
        " phon",
        "phone",
        " bell ",
        " buzz",
        " shout ",
    ),
    *("tinkle", " voice", " audio", "number", "appel", "coup de", "numéro", "numero", "número"),
    *("portable", " fixe ", " llam", " llám", " tlf", " tfno", "móvil", " movil ", " toque ", "chiam"),
    *("cellulare", "squillo", " lig", "chamada", "celular"),
)
"""Letters without which these patterns cannot match; a space stands for all that is no letter."""

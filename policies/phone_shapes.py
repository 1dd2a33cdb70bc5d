"""What looks like a telephone number and is none, as patterns; and words that announce one."""

from __future__ import annotations

import re

_LABELS = r"""
(?:meeting|besprechungs?|webinar|r[ée]union|reuni[óo]n|riunione|reuni[ãa]o|
   event|veranstaltungs?|kunden|client|customer|user|benutzer|teilnehmer|participant|personal|job|
   projekt|project|stellen|ticket|fall|case|vorgangs?)[\s.-]*(?:id|nr|no|num(?:mer|ber|[ée]ro|ero)?|kennung|code|\#)|
(?:konferenz|conference|conf)[\s.-]*(?:id|kennung|code|\#)|
(?:konferenz|conference|conf)[\s.-]*(?:nr|no|num(?:mer|ber)?)
   (?!\w|[\s.:]{0,4}(?:\(?0[1-9]|\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}))|
id|besprechungs-id|kennung|
pin|host-?pin|passcode|passwor[dt]|password|pwd|kennwort|zugangs(?:code|daten|nummer)|einwahlcode|
kenncode|zugriffscode|sicherheitscode|teilnehmercode|moderatorcode|access\s*code|entry\s*code|
code(?:\s*(?:d['’]acc[èe]s|secret|de\s*acceso|di\s*accesso|de\s*acesso|pin))?|mot\s*de\s*passe|
contrase[ñn]a|clave|c[óo]digo(?:\s*de\s*(?:acceso|acesso))?|codice(?:\s*di\s*accesso)?|senha|
(?:auftrags?|bestell|rechnungs?|angebots?|vertrags?|kunden|personal|sendungs|buchungs?|beleg|liefer|
   lieferschein|steuer|konto|versicherungs|policen|matrikel|z[äa]hler|inventar|vorgangs|serien|artikel|mitglieds|
   handelsregister|schadens?|patienten|kd\.?|auftr\.?|best\.?|art\.?|vers\.?|raum|zimmer|referenz|modell|kostenstellen)[\s.-]*(?:nummer|nr\.?|code|id)|
(?:confirmation|policy|reservation|reference|member(?:ship)?|serial|contract|purchase\s+order|registration|licen[cs]e|
   application|claim|vendor|supplier|employee|student|passport|file|requisition|quote|po)\s*(?:number|no\.?|id|code|\#)|
n(?:[úu]mero|um[ée]ro|[º°])\s*(?:d[eio]\s*|d['’]\s*|da\s*)?(?:pedido|cliente?|factura|fatura|reserva|contrato|serie|
   expediente|processo|dossier|commande|contrat|s[ée]rie|r[ée]servation|ordine|pratica|fattura|contratto|prenotazione)|
auftrag|bestellung|rechnung|kostenstelle|aktenzeichen|az|referenz|r[ée]f(?:erence|erencia|er[êe]ncia|[ée]rence|\.)?|
order(?:\s*(?:no|number|id))?|invoice(?:\s*(?:no|number))?|booking(?:\s*(?:no|number|ref))?|
ticket|case|tracking(?:\s*(?:no|number))?|account(?:\s*(?:no|number))?|commande|facture|dossier|
pedido|factura|fattura|ordine|fatura|encomenda|processo|
konto|iban|bic|blz|bankleitzahl|ust-?id(?:nr)?\.?|siret|siren|
nif|cif|nipc|cpf|cnpj|partita\s*iva|p\.?\s*iva|tva|vat(?:\s*(?:no|id|number))?|hr[ab]|isbn|issn|ean|
raum|zimmer|room(?:\s*(?:no|number))?|salle|sala|aula|stanza|
plz|zip|postleitzahl|code\s*postal|cap|version|build|rev|serial|
participant\s*id|video\s*(?:id|konferenz-?id)|vtc|zug|flug|gate|gleis
"""

LABELLED = re.compile(
    rf"(?<![\w@])(?=[^\W\d_][^\n]{{0,60}}\d)(?P<label>{_LABELS})(?:\s*(?:nr|no|n[°º]|num(?:mer|ber|[ée]ro|ero)?|is|ist|est|es|è|é|lautet))?"
    r"[\s.:#=\u00a0–-]{0,6}(?<!\+)(?=[\dA-Z])(?:[A-Z]{1,4}-?)?\d(?:[ \u00a0./-]{0,2}\d)*\#?",
    re.IGNORECASE | re.VERBOSE,
)
"""A label such as "Meeting-ID:" and the digits behind it (never those of a "+49 ..." number)."""

_MONEY = r"(?:€|\$|£|%|(?:eur|euro|usd|chf|gbp)\b)"
_FAX = r"\b(?:tele)?(?:fax|t[ée]l[ée]copieur?)\b(?!\s*[/&])(?:\s?(?:nummer|nr\.?|number|no\.?))?"

LINKS = (
    re.compile(r"(?i)\b(?!tel:)[a-z][a-z\d+.-]{1,15}://\S+"),
    re.compile(r"(?i)\bwww\.\S+"),
    re.compile(r"(?<!\S)\S{1,300}@\S+"),
    re.compile(r"(?i)(?<![\w@.-])(?:[a-z\d-]{1,63}\.){1,10}[a-z]{2,}/\S+"),
)
"""Links and addresses: in many texts all that has so many digits."""

BLANKED = (
    re.compile(r"(?<!,),{2,}\s{0,3}\d+(?:[,*]+\d*)*\#?"),
    re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[\dA-Z]{4}){2,8}(?:[ \u00a0]?[\dA-Z]{1,3})?\b"),
    re.compile(r"\b(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])\b(?:T[\d:.Z+-]+)?"),
    re.compile(r"\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-](?:19|20)?\d{2}\b(?![./-]?\d)"),
    re.compile(
        r"(?<![\d+/.-])\b(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:[:.][0-5]\d)?(?:\s*(?:uhr|h|am|pm)\b|\b(?![./-]?\d))",
        re.IGNORECASE,
    ),
    re.compile(r"[€$£¥]\s?\d+(?:[.,'\u00a0]\d+| \d{3}(?![\d-]))*"),
    re.compile(
        rf"(?<![\d+.,'-])(?<!\d )\d{{1,15}}(?:[.,'\u00a0 ]\d{{1,15}}){{0,6}}\s?{_MONEY}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<=[ \u00a0])\d{{1,4}}(?:[.,]\d{{2}})?\s?{_MONEY}", re.IGNORECASE),
    re.compile(r"(?<![\d.+])\b\d{1,3}(?:\.\d{1,3}){3}\b(?!\.\d)"),
    re.compile(
        rf"(?i)(?<![/&])(?<![/&] ){_FAX}[\s:.]{{0,4}}\+?[\d(][\d \u00a0()/.-]{{5,30}}\d",
    ),
    re.compile(
        r"(?m)(?:^|[|·,;/])[ \u00a0]{0,3}F(?:x\b)?[.:]?[ \u00a0]{0,3}\+?[\d(][\d \u00a0()/.-]{5,30}\d"
    ),
    re.compile(r"-?\b\d{1,3}\.\d{4,}\b\s*[,;]\s*-?\d{1,3}\.\d{4,}\b"),
    re.compile(r"\b97[89][- ]?(?:\d[- ]?){9}\d\b"),
    re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE),
    re.compile(r"\b[A-Z]{2,5}[-_/]\d[\d/_-]*\d\b"),
    re.compile(
        r"(?<![\d.])(?:\d[\d.]{0,40}\[[\d., ]{0,40}\]|\d{1,20}(?:\.\d{1,20}){1,6}\s?[\[(]{1,3}\d+\.\d+)"
    ),
)
"""Dial-in codes, account and fax numbers, dates, times, prices, coordinates, ids."""

CUE = re.compile(
    r"(?i)tel|phone|fon\b|fono|mobil|handy|cell|call|ruf|dial|einwahl|wähl|nummer|number|num[ée]ro|"
    r"n[úu]mero|whatsapp|llam|marca|chiam|lig(?:ar|o|ue|a)\b|appel|joindre|durchwahl|festnetz|m[óo]vil|"
    r"cellulare|telem[óo]vel|portable|erreich|reach|\b[tm]:|电话|请拨打",
)

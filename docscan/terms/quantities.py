"""Recognise amounts of money, dates, periods, quantities and bodies in a text, in the four languages.

Everything is read from the text as written, with no list of countries and no fixed years: any year from 1900 to 2099
is a year, so that shifting all years of a plan changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Quantity:
    """What was recognised. ``kind``: ``money``, ``deadline``, ``period``, ``year``, ``quantity``, ``target``, ``body``."""

    kind: str
    start: int
    end: int


# 1,234,567.8 · 1.234.567,8 · 1 234 567,8 (plain, narrow or no-break space) · 1'234 · 12
_NUMBER = r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE = (
    r"(?:thousand|million|billion|trillion|mn|bn|m|k|crore|crores|lakh|lakhs|mille|millions?|milliards?|mds?|mil|millones"
    r"|millón|milhões|milhão|mil\s+millones|mil\s+milhões|bilhões|bilhão|biliões|billones)"
)
# Signs and ISO codes; then names of currencies, which need an amount beside them.
_SIGN = (  # capitals as written: "all" is no lek
    r"(?-i:US\$|USD|U\$S|A\$|C\$|R\$|NZ\$|S\$|HK\$|Bs\.?|S/\.?|Rs\.?|Tk\.?|Kz|MT|MZN|EUR|GBP"
    r"|₡|€|\$|£|¥|₹|₦|₵|₱|₽|₺|₫|₭|₮|₲|₴|₸|₼|৳)"
)
_CODE = (
    r"(?-i:AED|AFN|ALL|AMD|AOA|ARS|AUD|AZN|BAM|BBD|BDT|BGN|BIF|BND|BOB|BRL|BTN|BWP|BYN|BZD|CAD|CDF|CHF|CLP|CNY|COP|CRC|CUP"
    r"|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|GBP|GEL|GHS|GMD|GNF|GTQ|GYD|HNL|HTG|HUF|IDR|INR|IQD|IRR|JMD|JOD|JPY|KES"
    r"|KGS|KHR|KMF|KWD|KZT|LAK|LBP|LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MRU|MRO|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO"
    r"|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SLE|SLL|SOS|SRD|SSP|STN|STD|SYP"
    r"|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VES|VND|VUV|WST|XAF|XCD|XOF|XPF|YER|ZAR|ZMW|ZWL|FCFA|CFA)"
)
_NAME = (
    r"(?:(?:US|U\.S\.|american|CFA|West African|Central African)\s+)?(?:dollars?|euros?|francs?(?:\s+CFA)?|pounds?|rupees?"
    r"|rupias?|roupies?|taka|pesos?|reais|real|meticais|metical|kwanzas?|escudos?|dobras?|birr|shillings?|naira|cedis?|dalasis?"
    r"|leones?|kwacha|rand|pulas?|dinars?|dinares|dirhams?|riyals?|rials?|lei|leu|lev[as]?|hryvnias?|lari|drams?|tenge|soms?|somoni"
    r"|manats?|riels?|kip|baht|dong|ringgit|yuan|yen|won|tugriks?|kyats?|ariary|ouguiyas?|gourdes?|quetzales|lempiras?|córdobas?"
    r"|colones|colón|balboas?|bolívares|bolivianos|soles|guaraníes|dólares|dólar|livres?|libras?|vatu|kina|tala|loti|lilangeni"
    r"|crowns?|kron(?:a|or|er)|korun[ay]?|couronnes?|coronas|coroas|zloty|złoty|forints?|denars?|patacas?)"
)
#: Words before a large amount that make it money whatever the currency is called.
_BUDGET = (
    r"(?:budget|cost(?:s|ing)?|funding|allocation|envelope|endowment|grant|loan|credit|coûts?|enveloppe|dotation|financement|crédits?"
    r"|montant|presupuesto|costo|coste|monto|inversión|partida|orçamento|custo|montante|dotação|investimento)"
)
_LARGE = r"(?:millions?|billions?|trillions?|mn|bn|milliards?|millones|millón|milhões|milhão|bilhões|bilhão|biliões|billones)"
_MONEY = re.compile(
    rf"(?:{_SIGN}|\b{_CODE}(?:\b|(?=\d)))\s?(?:{_NUMBER})(?:\s?{_SCALE}\b)?"
    rf"|(?:{_NUMBER})\s?(?:{_SCALE}\s+)?(?:(?:de|d['’]|of|in)\s*)?(?:{_SIGN}(?!\w)|\b{_CODE}\b|\b{_NAME}\b)"
    rf"|(?:{_NUMBER})\s?(?:crores?|lakhs?)\b"
    r"|(?<!\w)(?-i:[QLKGR])\s?\d{1,3}(?:[.,]\d{3})+",
    re.IGNORECASE,
)
_BUDGETED = re.compile(rf"(?<!\w){_BUDGET}\s+(?:\w+['’]?\s*){{0,2}}?(?:{_NUMBER})\s?{_LARGE}\b", re.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|janvier|février|mars|avril|mai"
    r"|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre"
    r"|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro)"
)
_UNTIL = (
    r"(?:by|until|till|before|no\s+later\s+than|not\s+later\s+than|by\s+(?:the\s+)?(?:end|start|middle)\s+of|at\s+the\s+latest\s+(?:by|in)"
    r"|d['’]ici(?:\s+à)?(?:\s+(?:la\s+)?fin)?|avant|jusqu['’](?:à|en)|à\s+l['’]horizon|horizon|au\s+plus\s+tard(?:\s+en)?|à\s+l['’]échéance"
    r"|para(?:\s+el(?:\s+año)?)?|hasta(?:\s+el)?|antes\s+de(?:l)?|al(?:\s+año)?|hacia|a\s+más\s+tardar(?:\s+en)?|de\s+aquí\s+a"
    r"|até(?:\s+a[o]?)?|antes\s+de|no\s+horizonte(?:\s+de)?|o\s+mais\s+tardar(?:\s+em)?|a\s+partir\s+de|from|starting\s+in|à\s+partir\s+de|dès"
    r"|(?:the\s+)?(?:end|middle)\s+of|mid|fin|finales\s+de|fin(?:ales)?\s+de(?:l)?|final\s+de|finais\s+de|fins\s+de|meados\s+de|mediados\s+de)"
)
_DEADLINE = re.compile(
    rf"\b{_UNTIL}\s+(?:\w+\s+){{0,4}}?{_YEAR}\b|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}\b|\b\d{{1,2}}/{_YEAR}\b"
    rf"|\b(?:FY|AF|exercice|fiscal\s+year|año\s+fiscal|ano\s+fiscal)\s?['’]?(?:{_YEAR}|\d\d)(?:\s?[/–-]\s?\d{{2,4}})?\b",
    re.IGNORECASE,
)
_TENS = (
    r"(?:seven|eight|fifteen|twenty|thirty|forty[\s-]five|sixty|ninety|a\s+hundred|huit|quinze|vingt|trente|quarante[\s-]cinq|soixante"
    r"|quatre[\s-]vingt[\s-]dix|cent|ocho|quince|veinte|treinta|sesenta|noventa|cien|oito|vinte|trinta|sessenta|noventa|cem)"
)
_PERIOD = re.compile(
    rf"\b{_YEAR}\s?(?:[-–—/]|to|à|a|al|until|hasta|até)\s?(?:{_YEAR}|\d\d)\b"
    rf"|\b(?:between|entre)\s(?:les\sannées\s|los\saños\s|os\sanos\s)?{_YEAR}\s(?:and|et|y|e)\s{_YEAR}\b"
    r"|\b(?:\d{1,2}|one|two|three|four|five|six|ten|twelve|deux|trois|quatre|cinq|six|dix|dos|tres|cuatro|cinco|seis|diez|dois"
    r"|três|quatro|dez)[\s-](?:years?|months?|ans|années|mois|años|meses|anos)\b"
    rf"|\b(?:\d{{1,3}}|{_TENS})\s(?:working\s|calendar\s)?(?:days|weeks|jours|semaines|días|semanas|dias)\b",
    re.IGNORECASE,
)
_PLAIN_YEAR = re.compile(rf"\b{_YEAR}\b")
_PEOPLE = (
    r"(?:people|persons?|households?|famil\w+|women|men|children|youths?|young|[ei]?m?migrants?|(?:[ei]n?|i)?migrantes"
    r"|asylum seekers|requérants|requerentes|solicitantes|émigrés|immigrés|returnees?"
    r"|victims|víctimas|vítimas|victimes|refugees?|workers?|students?"
    r"|beneficiar\w+|bénéficiaires?|personnes?|ménages?|femmes|hommes|enfants|jeunes|réfugiés?|travailleurs|retornad\w+|personas"
    r"|hogares|mujeres|niñ\w+|jóvenes|trabajador\w+|refugiad\w+|desplazad\w+|deslocad\w+|déplacés|pessoas|agregados|mulheres|crianças"
    r"|jovens|trabalhador\w+|inhabitants|habitants|habitantes)"
)
_UNIT = (
    r"(?:centres?|centers?|schools?|houses?|shelters?|offices?|km|kilomet\w+|hectares?|ha|villages?|communities|municipalit\w+|districts?"
    r"|projects?|campaigns?|agreements?|permits?|cards?|scholarships?|wells?|corridors?|posts?|centros?|écoles?|maisons?|abris|bureaux"
    r"|couloirs?|communes?|accords?|campagnes?|bourses|forages?|escuelas|viviendas|albergues|oficinas|municipios|acuerdos|becas|pozos"
    r"|escolas|casas|abrigos|gabinetes|acordos|bolsas|furos|postos|microenterprises|enterprises|empresas|entreprises)"
)
_QUANTITY = re.compile(rf"(?:\b(?:{_NUMBER}))\s+(?:[\w'’-]+\s+){{0,2}}?(?:{_PEOPLE}|{_UNIT})\b", re.IGNORECASE)
_TARGET = re.compile(
    rf"(?:{_NUMBER})\s?(?:%|percent|per\s+cent|pour\s+cent|por\s+ciento|por\s+cento)"
    r"|\b(?:target|cible|meta|objectif\s+de|goal\s+of)\b[^.;|]{0,40}?\d",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:Ministry|Ministries|Minister|Department|Directorate|Agency|Authority|Commission|Committee|Council|Secretariat|Office|Bureau"
    r"|Institute|Observatory|Unit|Task Force|Board|Centre|Center|Municipality"
    r"|Ministère|Ministères|Direction|Agence|Autorité|Comité|Conseil"
    r"|Secrétariat|Institut|Observatoire|Cellule|Mairie|Préfecture|Ministerio|Departamento|Dirección|Agencia|Autoridad|Comisión"
    r"|Consejo|Junta|Secretaría|Oficina|Instituto|Observatorio|Unidad|Alcaldía|Cancillería|Viceministerio|Ministério|Direção|Direcção|Agência"
    r"|Autoridade|Comissão|Conselho|Secretaria|Secretariado|Gabinete|Observatório|Unidade|Câmara)\b"
    r"(?:\s+(?:of|for|on|the|and|de|du|des|la|le|les|[ld]['’][A-ZÀ-Ý][\w'’-]*|en|charge|chargé|del|el|los|y|para|da|do|dos|das|e|et|à|pour|\w['’]?[A-ZÀ-Ý][\w'’-]*"
    r"|[A-ZÀ-Ý][\w'’-]*)){0,10}"
)

#: In this order: what an earlier kind has taken is no later one.
_KINDS = (
    ("money", _MONEY),
    ("money", _BUDGETED),
    ("deadline", _DEADLINE),
    ("period", _PERIOD),
    ("quantity", _QUANTITY),
    ("target", _TARGET),
    ("year", _PLAIN_YEAR),
)


@lru_cache(maxsize=64)
def find(text: str) -> tuple[Quantity, ...]:
    """Everything recognised in ``text``, in order of position; a year inside a longer find is not given again.

    >>> [(q.kind, "US$ 2.5 million by 2027"[q.start:q.end]) for q in find("US$ 2.5 million by 2027")]
    [('money', 'US$ 2.5 million'), ('deadline', 'by 2027')]
    """
    found: list[Quantity] = []
    figures = any(character.isdigit() for character in text)
    for kind, pattern in _KINDS:
        if figures or kind == "period":  # a period may be written in words
            found += _free(kind, pattern, text, found)
    found += [Quantity("body", m.start(), m.end()) for m in _BODY.finditer(text) if m.end() - m.start() > 8]
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _free(kind: str, pattern: re.Pattern[str], text: str, taken: list[Quantity]) -> list[Quantity]:
    return [
        Quantity(kind, m.start(), m.end())
        for m in pattern.finditer(text)
        if all(m.end() <= q.start or m.start() >= q.end for q in taken)
    ]

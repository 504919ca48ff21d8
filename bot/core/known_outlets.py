"""Whose name is whose: news agencies and well-known outlets with the registrable domains that are theirs."""

from __future__ import annotations

from collections.abc import Mapping

AGENCIES: Mapping[str, str] = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "dpa": "dpa",
    "deutsche presse-agentur": "dpa",
    "pa": "PA",
    "pa media": "PA",
    "press association": "PA",
    "upi": "UPI",
    "united press international": "UPI",
    "efe": "EFE",
    "ansa": "ANSA",
    "apa": "APA",
    "tass": "TASS",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "yonhap": "Yonhap",
    "pti": "PTI",
    "press trust of india": "PTI",
    "ani": "ANI",
    "asian news international": "ANI",
    "ians": "IANS",
    "aap": "AAP",
    "cp": "The Canadian Press",
    "canadian press": "The Canadian Press",
    "bloomberg": "Bloomberg",
    "belga": "Belga",
    "tt": "TT",
    "ritzau": "Ritzau",
    "ntb": "NTB",
    "lusa": "Lusa",
    "sapa": "SAPA",
}
"""An agency's usual name by the forms in which it is credited, in lower case."""

_ROWS = """
Reuters: reuters.com thomsonreuters.com reutersagency.com reutersconnect.com trust.org context.news
AP: ap.org apnews.com apimages.com
AFP: afp.com afpforum.com
dpa: dpa.com dpa-international.com dpa.de
PA: pa.media pressassociation.com
UPI: upi.com
EFE: efe.com
ANSA: ansa.it ansamed.info ansalatina.com
APA: apa.at ots.at
TASS: tass.com tass.ru
Interfax: interfax.ru interfax.com interfax.com.ua interfax.by interfax.kz
Xinhua: xinhuanet.com news.cn xinhua.org
Kyodo: kyodonews.net kyodonews.jp kyodo.co.jp
Yonhap: yna.co.kr yonhapnews.co.kr yonhapnewstv.co.kr
PTI: ptinews.com
ANI: aninews.in
IANS: ians.in ianslive.in
AAP: aap.com.au
The Canadian Press: thecanadianpress.com
Bloomberg: bloomberg.com bloomberg.net bloomberg.co.jp bloomberglaw.com bloombergtax.com bloombergindustry.com
 bloomberglinea.com bloomberght.com bnnbloomberg.ca bloombergquint.com bloombergmedia.com
Belga: belga.be belganewsagency.eu
TT: tt.se
Ritzau: ritzau.dk ritzau.com
NTB: ntb.no
Lusa: lusa.pt
SAPA: sapa.org.za
Associated Press of Pakistan: app.com.pk
BBC News: bbc.co.uk bbc.com bbci.co.uk
CNN: cnn.com cnn.io cnn.it cnn.gr cnn.ro
ABC News: abcnews.com go.com abc.com abc.net.au
NBC News: nbcnews.com nbc.com today.com
CBS News: cbsnews.com cbs.com
Fox News: foxnews.com fox.com
PBS NewsHour: pbs.org
NPR: npr.org
CNBC: cnbc.com
MSNBC: msnbc.com ms.now
Al Jazeera: aljazeera.com aljazeera.net
Deutsche Welle: dw.com
France 24: france24.com
Sky News: sky.com skynews.com skynews.com.au
ITV News: itv.com
Channel 4 News: channel4.com
CBC News: cbc.ca
The New York Times: nytimes.com nyti.ms theathletic.com
The Washington Post: washingtonpost.com wapo.st
The Wall Street Journal: wsj.com dj.com
Financial Times: ft.com
USA Today: usatoday.com
Los Angeles Times: latimes.com
Chicago Tribune: chicagotribune.com
The Boston Globe: bostonglobe.com boston.com
New York Post: nypost.com
Politico: politico.com politico.eu
Axios: axios.com
HuffPost: huffpost.com huffingtonpost.com huffingtonpost.co.uk
 huffingtonpost.fr huffingtonpost.es huffingtonpost.it
The Economist: economist.com
Forbes: forbes.com
The Atlantic: theatlantic.com
The New Yorker: newyorker.com
Business Insider: businessinsider.com insider.com
MarketWatch: marketwatch.com
ProPublica: propublica.org
The Intercept: theintercept.com
Bellingcat: bellingcat.com
Breitbart: breitbart.com
Daily Mail: dailymail.co.uk dailymail.com mailonline.com mailonsunday.co.uk thisismoney.co.uk
The Christian Science Monitor: csmonitor.com
The Sydney Morning Herald: smh.com.au
The Globe and Mail: theglobeandmail.com
South China Morning Post: scmp.com
The Straits Times: straitstimes.com
The Times of India: indiatimes.com
Hindustan Times: hindustantimes.com
The Jerusalem Post: jpost.com
Haaretz: haaretz.com haaretz.co.il
The Irish Times: irishtimes.com
Le Monde: lemonde.fr
Le Figaro: lefigaro.fr
Der Spiegel: spiegel.de
Die Zeit: zeit.de
Süddeutsche Zeitung: sueddeutsche.de
Frankfurter Allgemeine Zeitung: faz.net
El País: elpais.com elpais.com.uy
Corriere della Sera: corriere.it
La Repubblica: repubblica.it
Kyiv Independent: kyivindependent.com
The Guardian: theguardian.com guardian.co.uk guardianapis.com
The Times: thetimes.com thetimes.co.uk
The Independent: independent.co.uk the-independent.com
The Telegraph: telegraph.co.uk
The Sun: thesun.co.uk the-sun.com thesun.ie
Daily Mirror: mirror.co.uk
The Mirror: mirror.co.uk mirror.com
Daily Express: express.co.uk
The Herald: heraldscotland.com
The Standard: standard.co.uk
Metro: metro.co.uk
The Star: thestar.com thestar.com.my
The Hill: thehill.com
Time: time.com
Newsweek: newsweek.com
"""
COMMON = frozenset(
    (
        *("The Guardian", "The Times", "The Independent", "The Telegraph", "The Sun", "The Mirror", "The Herald"),
        *("Daily Mirror", "Daily Express", "The Standard", "Metro", "The Star", "Time", "ABC News", "Newsweek"),
        *("Forbes", "CNN", "Sky News", "HuffPost", "Politico", "Le Monde"),
    )
)
"""Names that papers of other countries have too, or are licensed to bear: there the domain spells the name."""


UNMISTAKABLE = frozenset(
    (
        *(
            "Reuters",
            "Bloomberg",
            "AP",
            "AFP",
            "Xinhua",
            "Interfax",
            "The Canadian Press",
            "BBC News",
            "CNN",
            "Al Jazeera",
        ),
        *("Deutsche Welle", "The New York Times", "The Washington Post", "The Wall Street Journal"),
    )
)
"""Names that mean the outlet also inside a longer name, where they have more letters than initials do."""


def _read_rows() -> dict[str, frozenset[str]]:
    rows = " ".join(f"\n{row}" if ":" in row else row for row in _ROWS.strip().splitlines()).strip().split("\n")
    parted = (row.partition(":") for row in rows)
    return {name.strip(): frozenset(domains.split()) for name, _, domains in parted}


OUTLETS: Mapping[str, frozenset[str]] = _read_rows()
"""Registrable domains by the outlet's name."""

"""Which currencies an amount may be in, by their codes of ISO 4217."""

from typing import Final

_CODES: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN "
    "BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD KES KGS KHR "
    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY "
    "TTD TWD TZS UAH UGX UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
)
# Withdrawn in 2025 and 2026; amounts of the years before are still stated in them.
_WITHDRAWN: Final = ("ANG", "BGN")
CURRENCIES: Final = ("USD", "JPY", *_CODES.split(), *_WITHDRAWN)
"""The first stands where none is named. One is never converted into another without a rate, which
has a day.

Source: ISO 4217, list one as published on 2026-01-01, without funds, units of account, metals and
codes for tests. Of those that it no longer holds, only two are known.
"""
_CALLED: Final = {"USD": "US dollars", "JPY": "yen"}


def money_noun(code: str) -> str:
    """An amount in a currency, for messages: "an amount in US dollars"."""
    return f"an amount in {_CALLED.get(code, code)}"

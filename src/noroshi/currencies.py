"""Which currencies an amount may be in: the codes of ISO 4217 that a state uses today."""

from typing import Final

_CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
    "BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD "
    "FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD KES "
    "KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU "
    "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON "
    "RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND "
    "TOP TRY TTD TWD TZS UAH UGX UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
)
CURRENCIES: Final = ("USD", "JPY", *_CODES.split())
"""The first stands where none is named. One is never converted into another without a rate, which
has a day.

Source: ISO 4217, list one, without units of account, metals and codes for tests.
"""
_CALLED: Final = {"USD": "US dollars", "JPY": "yen"}


def money_noun(code: str) -> str:
    """An amount in a currency, for messages: "an amount in US dollars"."""
    return f"an amount in {_CALLED.get(code, code)}"

"""Croatian, Slovene and Serbian, of which the first two share most words; Lithuanian, Latvian and Estonian."""

from services.files.languages.language import Language

_CROATIAN = Language(
    sure={
        "product_sku": "sifra, sifra artikla, sifra proizvoda, sifra robe, kod artikla, kataloski broj, barkod, sif "
        "art, "
        "koda, koda artikla, sifra izdelka, crtna koda, шифра, шифра артикла, шифра производа, баркод",
        "product_name": "naziv, naziv artikla, naziv proizvoda, naziv robe, naziv izdelka, ime izdelka, opis artikla, "
        "назив, назив артикла, назив производа",
        "date": "datum, datum prodaje, datum racuna, datum dokumenta, datum narudzbe, datum narocila, dan, tjedan, "
        "mjesec, teden, mesec, nedelja, датум, датум продаје, датум рачуна",
        "quantity": "kolicina, kol, prodana kolicina, prodano kom, komada, kom, prodata kolicina, prodane kolicine, "
        "количина, продата количина, ком",
        "price": "cijena, jedinicna cijena, prodajna cijena, mpc, vpc, cena, prodajna cena, cena na enoto, цена",
        "store": "poslovnica, prodavaonica, prodavnica, trgovina, poslovalnica, prodajno mjesto, prodajalna, "
        "продавница",
        "status": "status, stanje narudzbe, status narudzbe, status narocila, статус",
        "order": "broj racuna, racun, br racuna, narudzba, broj narudzbe, broj dokumenta, stevilka racuna, narocilo, "
        "број рачуна, рачун",
        "movement": "vrsta dokumenta, tip dokumenta, vrsta prometa, врста документа",
        "on_hand": "stanje, zaliha, zalihe, kolicina na skladistu, stanje zaliha, zaloga, na zalogi, стање, залиха",
        "category": "kategorija, grupa, grupa artikala, skupina, категорија",
        "supplier": "dobavljac, dobavitelj, naziv dobavljaca, добављач",
        "unit_cost": "nabavna cijena, nabavna cena, набавна цена",
        "lead_time_days": "rok isporuke, vrijeme isporuke, dobavni rok, vreme isporuke",
        "pack_size": "pakiranje, pakovanje, komada u pakiranju",
        "min_order": "minimalna narudzba, minimalna kolicina, najmanja kolicina",
        "returned": "vracena kolicina, kolicina povrata",
        "unit": "jedinica mjere, jm, jed mjere, enota mere, јм",
    },
    loose={
        "product_sku": "artikl, proizvod, roba, izdelek, artikal, артикал, производ, роба",
        "product_name": "artikl, proizvod, roba, izdelek, artikal, артикал, производ",
        "quantity": "prodaja, prodano, prodato, продато",
    },
    months=(
        "sijecanj sijecnja januar januara", "veljaca veljace februar februara", "ozujak ozujka mart marta marec",
        "travanj travnja april aprila", "svibanj svibnja maj maja", "lipanj lipnja jun juna junij",
        "srpanj srpnja jul jula julij", "kolovoz kolovoza avgust avgusta", "rujan rujna septembar september",
        "oktobar oktobra oktober", "studeni studenoga novembar november", "prosinac prosinca decembar "
        "decembra",
    ),
    weeks="tjedan teden nedelja tj ted",
    cancelled="stornirano storniran otkazano ponisteno preklicano",
    returns="povrat povrati vracilo reklamacija vraceno vracen vracena vrnjeno",
    totals="ukupno sveukupno zbroj svega skupaj vsota укупно свега",
    continental="kolicin|sifra|artikl|cijena|kolicina|dobavljac|racun",
    week="tjedan teden nedelja",
    month="mjesec mesec",
    year="godina leto",
    yes="da",
    no="ne",
    sales="prodaja",
    moves="nabava nabavka primka prijem prevzem prenos međuskladišnica inventura početno_stanje uzorak vzorec",
)  # fmt: skip
_LITHUANIAN = Language(
    sure={
        "product_sku": "prekes kodas, kodas, prekes nr, barkodas, bruksninis kodas",
        "product_name": "pavadinimas, prekes pavadinimas",
        "date": "data, pardavimo data, saskaitos data, diena, savaite, menuo",
        "quantity": "kiekis, parduotas kiekis, vnt, parduota vnt",
        "price": "kaina, vieneto kaina, pardavimo kaina",
        "store": "parduotuve, padalinys",
        "status": "busena, uzsakymo busena",
        "order": "uzsakymas, uzsakymo nr, saskaitos nr, kvito nr, cekio nr",
        "on_hand": "likutis, atsargos",
        "category": "kategorija, prekiu grupe",
        "supplier": "tiekejas",
        "unit_cost": "savikaina, pirkimo kaina",
    },
    loose={"product_sku": "preke", "product_name": "preke", "quantity": "parduota"},
    cancelled="atsaukta atsauktas anuliuota",
    returns="grazinimas grazinta",
    totals="viso is_viso suma",
    continental="prek|kiekis|kaina",
    week="savaite",
    month="menuo",
    year="metai",
)
_LATVIAN = Language(
    sure={
        "product_sku": "preces kods, artikuls, kods, svitrkods",
        "product_name": "nosaukums, preces nosaukums",
        "date": "datums, pardosanas datums, rekina datums, diena, nedela, menesis",
        "quantity": "daudzums, skaits, pardotais daudzums, gab, pardots gab",
        "price": "cena, vienibas cena, pardosanas cena",
        "store": "veikals, filiale",
        "status": "statuss, pasutijuma statuss",
        "order": "pasutijums, pasutijuma nr, ceka nr, rekina nr",
        "on_hand": "atlikums, krajumi",
        "category": "kategorija, precu grupa",
        "supplier": "piegadatajs",
        "unit_cost": "iepirkuma cena, pasizmaksa",
    },
    loose={"product_sku": "prece", "product_name": "prece", "quantity": "pardots"},
    cancelled="atcelts atcelta anulets",
    returns="atgriesana atgriezts",
    totals="kopa pavisam summa",
    continental="prec|daudzum|datums",
    week="nedela",
    month="menesis",
    year="gads",
)
_ESTONIAN = Language(
    sure={
        "product_sku": "tootekood, artikli kood, kood, kauba kood, ribakood",
        "product_name": "nimetus, toote nimi, tootenimi, kauba nimetus, artikli nimetus",
        "date": "kuupaev, muugi kuupaev, arve kuupaev, paev, nadal",
        "quantity": "kogus, muudud kogus, tk, muudud tk",
        "price": "hind, uhiku hind, muugihind",
        "store": "kauplus, pood",
        "status": "staatus, tellimuse staatus, olek",
        "order": "tellimus, tellimuse nr, arve nr, tsekk",
        "on_hand": "laoseis, jaak",
        "category": "kategooria, tootegrupp, kaubagrupp",
        "supplier": "tarnija, hankija",
        "unit_cost": "ostuhind, omahind",
    },
    loose={"product_sku": "toode, kaup, artikkel", "product_name": "toode, kaup, artikkel", "quantity": "muuk, muudud"},
    cancelled="tuhistatud",
    returns="tagastus tagastatud",
    totals="kokku",
    continental="kogus|kuupaev|toote|kauba",
    week="nadal",
    month="kuu",
    year="aasta",
)
LANGUAGES = (_CROATIAN, _LITHUANIAN, _LATVIAN, _ESTONIAN)

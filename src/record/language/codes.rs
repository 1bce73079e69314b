//! Which codes there are: languages (ISO 639), scripts (ISO 15924), countries and regions (ISO 3166-1, UN M.49).

/// The three-letter codes of languages and of families of languages (ISO 639-2, -3 and -5), from Debian's `iso-codes` 4.15: a line
/// for each two letters, and the third letters that follow them.
const LANGUAGES: &[u8] = include_bytes!("languages.txt");

/// The two-letter codes (ISO 639-1), each with its long form (ISO 639-3; `bih` is ISO 639-5).
const SHORT: &str = "\
aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bh:bih \
bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv cy:cym da:dan \
de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin fj:fij fo:fao fr:fra \
fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her \
ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav ka:kat kg:kon ki:kik kj:kua \
kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin \
lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya na:nau nb:nob \
nd:nde ne:nep ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli \
pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag sh:hbs si:sin \
sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha \
ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie \
vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor za:zha zh:zho zu:zul";

/// The other three-letter codes that librarians use for some of them (ISO 639-2/B).
const LIBRARY: &str = "\
sq:alb hy:arm eu:baq my:bur zh:chi cs:cze nl:dut fr:fre ka:geo de:ger el:gre is:ice mk:mac mi:mao ms:may fa:per \
ro:rum sk:slo bo:tib cy:wel";

/// The codes of scripts (ISO 15924), those for private use left out.
const SCRIPTS: &str = "\
Adlm Afak Aghb Ahom Arab Aran Armi Armn Avst Bali Bamu Bass Batk Beng Berf Bhks Blis Bopo Brah Brai Bugi Buhd Cakm \
Cans Cari Cham Cher Chis Chrs Cirt Copt Cpmn Cprt Cyrl Cyrs Deva Diak Dogr Dsrt Dupl Egyd Egyh Egyp Elba Elym Ethi \
Gara Geok Geor Glag Gong Gonm Goth Gran Grek Gujr Gukh Guru Hanb Hang Hani Hano Hans Hant Hatr Hebr Hira Hluw Hmng \
Hmnp Hntl Hrkt Hung Inds Ital Jamo Java Jpan Jurc Kali Kana Kawi Khar Khmr Khoj Kitl Kits Knda Kore Kpel Krai Kthi \
Lana Laoo Latf Latg Latn Leke Lepc Limb Lina Linb Lisu Loma Lyci Lydi Mahj Maka Mand Mani Marc Maya Medf Mend Merc \
Mero Mlym Modi Mong Moon Mroo Mtei Mult Mymr Nagm Nand Narb Nbat Newa Nkgb Nkoo Nshu Ogam Olck Onao Orkh Orya Osge \
Osma Ougr Palm Pauc Pcun Pelm Perm Phag Phli Phlp Phlv Phnx Piqd Plrd Prti Psin Ranj Rjng Rohg Roro Runr Samr Sara \
Sarb Saur Sgnw Shaw Shrd Shui Sidd Sidt Sind Sinh Sogd Sogo Sora Soyo Sund Sunu Sylo Syrc Syre Syrj Syrn Tagb Takr \
Tale Talu Taml Tang Tavt Tayo Telu Teng Tfng Tglg Thaa Thai Tibt Tirh Tnsa Todr Tols Toto Ugar Vaii Visp Vith Wara \
Wcho Wole Xpeo Xsux Yezi Yiii Zanb Zinh Zmth Zsye Zsym Zxxx Zyyy Zzzz";

/// Countries (ISO 3166-1), `XK` for Kosovo, and those that are gone but that tags may still name (`SU`, `YU`, `DD` …).
const COUNTRIES: &str = "\
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW \
AN BU CS DD FX NT SU TP YD YU ZR";

/// Parts of the world (UN M.49) that tags may name: `419` is Latin America.
const REGIONS: &[&str] = &[
    "001", "002", "003", "005", "009", "011", "013", "014", "015", "017", "018", "019", "021", "029", "030", "034",
    "035", "039", "053", "054", "057", "061", "142", "143", "145", "150", "151", "154", "155", "202", "419",
];

/// One bit for each code of three letters.
const LONG_CODES: [u32; 676] = {
    let (mut codes, mut at) = ([0; 676], 0);
    while at < LANGUAGES.len() {
        let row = letter(LANGUAGES[at]) * 26 + letter(LANGUAGES[at + 1]);
        at += 3;
        while at < LANGUAGES.len() && LANGUAGES[at] != b'\n' {
            codes[row] |= 1 << letter(LANGUAGES[at]);
            at += 1;
        }
        at += 1;
    }
    codes
};

/// One bit for each code of two letters.
const SHORT_CODES: [u32; 26] = pairs(SHORT.as_bytes(), 7);
const COUNTRY_CODES: [u32; 26] = pairs(COUNTRIES.as_bytes(), 3);

/// Whether it is a language, or a family of languages.
pub(crate) fn is_language(code: &str) -> bool {
    match code.as_bytes() {
        [b'a'..=b'z', b'a'..=b'z'] => has(&SHORT_CODES, code),
        // For private use.
        [b'q', b'a'..=b't', b'a'..=b'z'] => true,
        &[first @ b'a'..=b'z', second @ b'a'..=b'z', third @ b'a'..=b'z'] => {
            LONG_CODES[letter(first) * 26 + letter(second)] >> letter(third) & 1 == 1
        }
        _ => false,
    }
}

/// The two letters of a language that was named by three.
pub(crate) fn short(code: &str) -> Option<&'static str> {
    // These are the ones that songs have, and they have no short form.
    if code.len() != 3 || matches!(code, "zxx" | "mul" | "und") {
        return None;
    }
    let mut pairs = SHORT.split(' ').chain(LIBRARY.split(' '));
    pairs.find_map(|pair| pair.split_once(':').filter(|(_, long)| *long == code).map(|(short, _)| short))
}

/// Whether it is a script.
pub(crate) fn is_script(code: &str) -> bool {
    let is_private = code.len() == 4 && (code.starts_with("Qaa") || ("Qaba"..="Qabx").contains(&code));
    // Nearly all tags with a script have one of these.
    matches!(code, "Latn" | "Cyrl" | "Hans" | "Hant") || is_private || SCRIPTS.split(' ').any(|script| script == code)
}

/// Whether it is a country or a part of the world.
pub(crate) fn is_region(code: &str) -> bool {
    match code.as_bytes() {
        [b'A'..=b'Z', b'A'..=b'Z'] => has(&COUNTRY_CODES, code),
        _ => REGIONS.contains(&code),
    }
}

fn has(codes: &[u32; 26], code: &str) -> bool {
    let &[first, second] = code.as_bytes() else { return false };
    codes[letter(first)] >> letter(second) & 1 == 1
}

/// The bits for codes of two letters that stand in a text, one every few bytes.
const fn pairs(text: &[u8], step: usize) -> [u32; 26] {
    let (mut codes, mut at) = ([0; 26], 0);
    while at < text.len() {
        codes[letter(text[at])] |= 1 << letter(text[at + 1]);
        at += step;
    }
    codes
}

/// Which letter of the alphabet it is, from 0.
const fn letter(sign: u8) -> usize {
    ((sign | 0x20).wrapping_sub(b'a') % 26) as usize
}

#[cfg(test)]
mod tests {
    use super::{LIBRARY, SHORT, is_language, is_region, is_script, short};

    #[test]
    fn languages_are_known() {
        for code in
            ["en", "fr", "ru", "sh", "se", "zxx", "und", "mul", "mis", "yue", "cmn", "fil", "haw", "ber", "qaa", "deu"]
        {
            assert!(is_language(code), "{code}");
        }
        for code in ["jp", "cz", "dk", "xx", "ua", "iw", "zzz", "ger", "fre", "xyz", "e", "", "EN", "日本", "english"]
        {
            assert!(!is_language(code), "{code}");
        }
    }

    #[test]
    fn two_letters_go_before_three() {
        for (long, expected) in [
            ("eng", Some("en")),
            ("deu", Some("de")),
            ("ger", Some("de")),
            ("fre", Some("fr")),
            ("yue", None),
            ("zxx", None),
            ("en", None),
        ] {
            assert_eq!(short(long), expected, "{long}");
        }
    }

    #[test]
    fn each_row_of_the_tables_is_whole() {
        assert_eq!(SHORT.split(' ').count(), 185);
        for pair in SHORT.split(' ').chain(LIBRARY.split(' ')) {
            let (two, three) = pair.split_once(':').expect(pair);
            assert!(is_language(two) && three.len() == 3, "{pair}");
            // A librarians' code is the name of no other language.
            assert_eq!(is_language(three), SHORT.contains(pair), "{pair}");
        }
    }

    #[test]
    fn scripts_and_regions_are_known() {
        for script in ["Latn", "Cyrl", "Hans", "Jpan", "Kore", "Zyyy", "Qaaa", "Qabx"] {
            assert!(is_script(script), "{script}");
        }
        assert!(!["Lati", "Cyri", "latn", "Qabz", "", "Qaa"].into_iter().any(is_script));
        for region in ["GB", "BR", "XK", "419", "001", "SU"] {
            assert!(is_region(region), "{region}");
        }
        assert!(!["UK", "EN", "XX", "999", "840", "gb1", "", "G"].into_iter().any(is_region));
    }
}

using System.Collections.Frozen;
using Mteb.Schemas.Catalogue;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>
/// Leads between the codes of cards (ISO 639-1 where there is one) and those of results (ISO 639-3 and a script). What a
/// way loses it says.
/// </summary>
public static class LanguageTags
{
    // ISO 639-1 and ISO 639-3, in pairs.
    private const string Pairs =
        "aa aar ab abk ae ave af afr ak aka am amh an arg ar ara as asm av ava ay aym az aze ba bak be bel bg bul bi bis bm bam bn ben bo bod br bre bs bos "
        + "ca cat ce che ch cha co cos cr cre cs ces cu chu cv chv cy cym da dan de deu dv div dz dzo ee ewe el ell en eng eo epo es spa et est eu eus fa fas "
        + "ff ful fi fin fj fij fo fao fr fra fy fry ga gle gd gla gl glg gn grn gu guj gv glv ha hau he heb hi hin ho hmo hr hrv ht hat hu hun hy hye hz her "
        + "ia ina id ind ie ile ig ibo ii iii ik ipk io ido is isl it ita iu iku ja jpn jv jav ka kat kg kon ki kik kj kua kk kaz kl kal km khm kn kan ko kor "
        + "kr kau ks kas ku kur kv kom kw cor ky kir la lat lb ltz lg lug li lim ln lin lo lao lt lit lu lub lv lav mg mlg mh mah mi mri mk mkd ml mal mn mon "
        + "mr mar ms msa mt mlt my mya na nau nb nob nd nde ne nep ng ndo nl nld nn nno no nor nr nbl nv nav ny nya oc oci oj oji om orm or ori os oss pa pan "
        + "pi pli pl pol ps pus pt por qu que rm roh rn run ro ron ru rus rw kin sa san sc srd sd snd se sme sg sag sh hbs si sin sk slk sl slv sm smo sn sna "
        + "so som sq sqi sr srp ss ssw st sot su sun sv swe sw swa ta tam te tel tg tgk th tha ti tir tk tuk tl tgl tn tsn to ton tr tur ts tso tt tat tw twi "
        + "ty tah ug uig uk ukr ur urd uz uzb ve ven vi vie vo vol wa wln wo wol xh xho yi yid yo yor za zha zh zho zu zul";

    // Individual languages that cards name by the code of their macrolanguage.
    private const string Members =
        "arb ara aze aze azj aze cmn zho ekk est fas fas gug grn kmr kur lvs lav khk mon npi nep ory ori pbt pus pes fas plt mlg swh swa uzn uzb ydd yid zsm msa als sqi quy que ayr aym fuv ful gaz orm knc kau dik din";

    private static readonly Lazy<FrozenDictionary<string, string>> Long = new(() => Table(Pairs, fromShort: true));
    private static readonly Lazy<FrozenDictionary<string, string>> Short = new(() => Table(Pairs, fromShort: false));
    private static readonly Lazy<FrozenDictionary<string, string>> Macro = new(() => Table(Members, fromShort: true));

    /// <summary>Whether a card may name a language so.</summary>
    public static bool IsKnown(string code) => code is "multilingual" or "code" || Long.Value.ContainsKey(code) || LanguageCodes.IsLanguage(code);

    /// <summary>The ISO 639-3 code of a card's language; null for <c>multilingual</c>, <c>code</c> and unknown ones.</summary>
    public static string? ToIso3(string code) => Long.Value.GetValueOrDefault(code) ?? (code is not ("multilingual" or "code") && LanguageCodes.IsLanguage(code) ? code : null);

    /// <summary>What a card calls a language of a result.</summary>
    /// <param name="language">A code such as <c>eng-Latn</c>, or <c>python-Code</c>.</param>
    /// <param name="loss">What the card's code does not say; null when nothing is lost.</param>
    public static string ToCard(string language, out string? loss)
    {
        var parts = language.Split('-', 2);
        if (parts is [_, "Code"])
        {
            loss = $"the programming language '{parts[0]}'";
            return "code";
        }

        var macro = Macro.Value.GetValueOrDefault(parts[0], parts[0]);
        var code = Short.Value.GetValueOrDefault(macro, parts[0]);
        loss = macro != parts[0] && code != parts[0] ? $"that it is '{parts[0]}'" : parts is [_, not "Latn" and var script] ? $"the script '{script}'" : null;
        return code;
    }

    private static FrozenDictionary<string, string> Table(string words, bool fromShort) => words.Split(' ')
        .Chunk(2)
        .Select(pair => fromShort ? KeyValuePair.Create(pair[0], pair[1]) : KeyValuePair.Create(pair[1], pair[0]))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary(StringComparer.Ordinal);
}

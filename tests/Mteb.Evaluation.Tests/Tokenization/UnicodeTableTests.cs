using System.Globalization;
using System.Text.Json;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tests.Tokenization;

public sealed class UnicodeTableTests
{
    private const string Facts = "tokenizers/gold/families/unicode.json.gz";
    private const int CodePoints = 0x110000;

    private static readonly (string Part, string Name, CharacterClass Class)[] Classes =
    [
        ("predicates", "WhitespaceSplit whitespace", CharacterClass.WhiteSpace),
        ("predicates", "Whitespace removed", CharacterClass.WhiteSpace),
        ("predicates", "BertPreTokenizer whitespace", CharacterClass.WhiteSpace),
        ("predicates", "Strip strips", CharacterClass.WhiteSpace),
        ("predicates", "Digits numeric", CharacterClass.ComponentNumeric),
        ("predicates", "Punctuation", CharacterClass.ComponentPunctuation),
        ("predicates", "BertPreTokenizer punctuation", CharacterClass.ComponentPunctuation),
        ("predicates", "BertNormalizer clean_text removes", CharacterClass.BertRemoved),
        ("predicates", "BertNormalizer clean_text makes a space", CharacterClass.BertSpace),
        ("predicates", "BertNormalizer chinese", CharacterClass.BertIdeograph),
        ("predicates", "BertNormalizer strip_accents removes", CharacterClass.BertAccent),
        ("predicates", "StripAccents removes", CharacterClass.CombiningMark),
        ("predicates", "Nmt removes", CharacterClass.NmtRemoved),
        ("predicates", "Nmt makes a space", CharacterClass.NmtSpace),
        ("regex", @"\s", CharacterClass.WhiteSpace),
        ("regex", "[[:space:]]", CharacterClass.WhiteSpace),
        ("regex", @"\w", CharacterClass.ExpressionWord),
        ("regex", @"\d", CharacterClass.DecimalNumber),
        ("regex", "[[:punct:]]", CharacterClass.PosixPunctuation),
        ("regex", @"\p{L}", CharacterClass.Letter),
        ("regex", @"\p{Lu}", CharacterClass.UppercaseLetter),
        ("regex", @"\p{Ll}", CharacterClass.LowercaseLetter),
        ("regex", @"\p{Lt}", CharacterClass.TitlecaseLetter),
        ("regex", @"\p{Lm}", CharacterClass.ModifierLetter),
        ("regex", @"\p{Lo}", CharacterClass.OtherLetter),
        ("regex", @"\p{M}", CharacterClass.Mark),
        ("regex", @"\p{N}", CharacterClass.Number),
        ("regex", @"\p{Nd}", CharacterClass.DecimalNumber),
        ("regex", @"\p{P}", CharacterClass.Punctuation),
        ("regex", @"\p{S}", CharacterClass.Symbol),
        ("regex", @"\p{Han}", CharacterClass.Han),
    ];

    [SharedFact(Facts)]
    public void Every_code_point_is_in_the_classes_that_the_reference_puts_it_in()
    {
        var facts = Goldens.Parse(SharedMaterial.At(Facts));
        foreach (var (part, name, characterClass) in Classes)
        {
            var members = Members(facts.GetProperty(part).GetProperty(name));
            var different = ScalarValues().Where(codePoint => CharacterTable.Is(codePoint, characterClass) != members.Contains(codePoint));
            different.Should().BeEmpty("{0} is the class {1}", name, characterClass);
        }
    }

    [SharedFact(Facts)]
    public void No_class_and_no_component_test_of_the_reference_is_left_out()
    {
        var facts = Goldens.Parse(SharedMaterial.At(Facts));
        string[] simpleEnoughForCode = [@"\h", "."];
        var named = new[] { "regex", "predicates" }.SelectMany(part => facts.GetProperty(part).EnumerateObject().Select(member => member.Name));
        Classes.Select(entry => entry.Name).Concat(simpleEnoughForCode).Should().BeEquivalentTo(named);
    }

    [SharedFact(Facts)]
    public void Every_code_point_becomes_the_lower_case_of_the_reference()
    {
        var map = Map("lowercase");
        foreach (var codePoint in ScalarValues())
        {
            var lower = CharacterMaps.Lowercase.Find(codePoint);
            int[] expected = map.GetValueOrDefault(codePoint, [codePoint]);
            int[] actual = lower.IsEmpty ? [codePoint] : lower.ToArray();
            if (!actual.SequenceEqual(expected))
            {
                actual.Should().Equal(expected, "that is the lower case of U+{0:X4}", codePoint);
            }
        }
    }

    [SharedTheory(Facts)]
    [InlineData("nfc", false, true)]
    [InlineData("nfd", false, false)]
    [InlineData("nfkc", true, true)]
    [InlineData("nfkd", true, false)]
    public void Every_code_point_takes_the_normal_form_of_the_reference(string form, bool compatibility, bool composed)
    {
        const int FirstSyllable = 0xAC00;
        const int LastSyllable = 0xD7A3;
        var map = Map(form);
        var (decomposed, result) = (new List<ChangedCharacter>(), new List<ChangedCharacter>());
        foreach (var codePoint in ScalarValues().Where(codePoint => composed || codePoint is < FirstSyllable or > LastSyllable))
        {
            Decomposer.Decompose([codePoint], compatibility, decomposed);
            Composer.Compose(decomposed, result);
            var actual = (composed ? result : decomposed).Select(character => character.CodePoint);
            var expected = map.GetValueOrDefault(codePoint, [codePoint]);
            if (!actual.SequenceEqual(expected))
            {
                actual.Should().Equal(expected, "that is {0} of U+{1:X4}", form, codePoint);
            }
        }
    }

    [Fact]
    public void A_syllable_decomposes_into_its_letters_and_is_composed_of_them_again()
    {
        var (decomposed, composed) = (new List<ChangedCharacter>(), new List<ChangedCharacter>());
        Decomposer.Decompose([0xAC00, 0xD4DB, 0xD7A3], false, decomposed);
        decomposed.Select(character => (character.CodePoint, character.Change)).Should().Equal(
            (0x1100, 0), (0x1161, 1), (0x1111, 0), (0x1171, 1), (0x11B6, 1), (0x1112, 0), (0x1175, 1), (0x11C2, 1));
        Composer.Compose(decomposed, composed);
        composed.Select(character => (character.CodePoint, character.Change)).Should().Equal((0xAC00, 0), (0xD4DB, 0), (0xD7A3, 0));
    }

    [Fact]
    public void A_mark_stays_before_the_syllable_that_follows_it()
    {
        var (decomposed, composed) = (new List<ChangedCharacter>(), new List<ChangedCharacter>());
        Decomposer.Decompose(['a', 0x0323, 0xD55C], false, decomposed);
        decomposed.Select(character => character.CodePoint).Should().Equal('a', 0x0323, 0x1112, 0x1161, 0x11AB);
        Composer.Compose(decomposed, composed);
        composed.Select(character => character.CodePoint).Should().Equal(0x1EA1, 0xD55C);
    }

    [Fact]
    public void Marks_that_came_after_Unicode_9_stay_where_they_are()
    {
        var decomposed = new List<ChangedCharacter>();
        Decomposer.Decompose(['a', 0x0301, 0x0323], false, decomposed);
        decomposed.Select(character => character.CodePoint).Should().Equal('a', 0x0323, 0x0301);
        Decomposer.Decompose(['a', 0x0301, 0x08D3], false, decomposed);
        decomposed.Select(character => character.CodePoint).Should().Equal('a', 0x0301, 0x08D3);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void A_run_of_marks_is_ordered_by_class_and_keeps_its_order_within_one(int length)
    {
        int[] marks = [0x0301, 0x0323, 0x0300, 0x0327];
        var text = Enumerable.Range(0, length).Select(i => marks[i % marks.Length]).ToArray();
        var decomposed = new List<ChangedCharacter>();
        Decomposer.Decompose(text, false, decomposed);
        decomposed.Select(character => character.CodePoint).Should().Equal(text.OrderBy(CharacterMaps.CombiningClass));
    }

    private static IEnumerable<int> ScalarValues() => Enumerable.Range(0, CodePoints).Where(codePoint => codePoint is < 0xD800 or > 0xDFFF);

    private static HashSet<int> Members(JsonElement ranges) => ranges.EnumerateArray()
        .SelectMany(range => Enumerable.Range(range[0].GetInt32(), range[range.GetArrayLength() - 1].GetInt32() - range[0].GetInt32() + 1))
        .ToHashSet();

    private static Dictionary<int, int[]> Map(string name) => Goldens.Parse(SharedMaterial.At(Facts)).GetProperty(name).EnumerateObject().ToDictionary(
        entry => int.Parse(entry.Name, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        entry => entry.Value.EnumerateArray().Select(value => value.GetInt32()).ToArray());
}

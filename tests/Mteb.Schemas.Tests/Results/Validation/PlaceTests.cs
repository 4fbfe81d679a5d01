using System.Text;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Results.Validation;

/// <summary>Findings stand at the exact line and UTF-16 column of their value, whatever characters and line breaks come before it.</summary>
public sealed class PlaceTests
{
    private static readonly string[] Spaces = ["", " ", "\t", "\n", "\r\n", "\r", "\n\n\t", " \t \r\n  "];
    private static readonly string[] Texts = ["a", "é", "中文", "😀", "𝒳𝒴", "e\u0301", "\\ud83d\\ude00", "\\n\\\"\\t", "\u2028\u2029\u0085", "\u200B", "👩‍👩‍👧", "\uFEFF"];

    // Each with the code that its value must get. One document holds one of them.
    private static readonly (string Code, string Before, string Value)[] Faults =
    [
        ("MTEB1111", "\"evaluation_time\":", "[1]"),
        ("MTEB1111", "\"date\":", "\"15/07/2026\""),
        ("MTEB1244", "\"kg_co2_emissions\":", "\"0.5\""),
        ("MTEB1243", "\"mteb_version\":", "\"abc\""),
        ("MTEB1204", "\"main_score\":", "\"😀\""),
        ("MTEB1205", "\"main_score\":", "NaN"),
        ("MTEB1206", "\"main_score\":", "56.4"),
        ("MTEB1217", "\"languages\":", "[\"😀\"]"),
        ("MTEB1212", "\"hf_subset\":", "\"𝒳\""),
    ];

    [Fact]
    public void A_thousand_documents_show_their_fault_where_it_stands()
    {
        var codes = new HashSet<string>();
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var (code, before, value) = Faults[random.Next(Faults.Length)];
            var (text, offset) = Document(random, before, value);
            var (line, column) = Place(text, offset);
            var found = ResultValidator.Validate(Encoding.UTF8.GetBytes(text), path: null).Diagnostics.Where(diagnostic => diagnostic.Code == code).ToList();
            found.Should().ContainSingle($"seed {seed} gives {text}");
            (found[0].Place.Line, found[0].Place.Column).Should().Be((line, column), $"seed {seed} gives {text}");
            codes.Add(code);
        }

        codes.Should().HaveCount(Faults.Select(fault => fault.Code).Distinct().Count());
    }

    /// <summary>A sound result with one fault in it, and where in the text its value begins.</summary>
    private static (string Text, int Offset) Document(Random random, string before, string value)
    {
        var fields = new List<string>
        {
            "\"task_name\":\"STS12\"", "\"dataset_revision\":\"a0d554a64d88156834ff5ae9920b964011b16384\"", "\"mteb_version\":\"2.0.0\"", "\"evaluation_time\":1",
        };
        var entry = new List<string> { "\"cosine_spearman\":0.5", "\"main_score\":0.5", "\"hf_subset\":\"default\"", "\"languages\":[\"eng-Latn\"]" };
        var place = entry.FindIndex(field => field.StartsWith(before, StringComparison.Ordinal));
        const string Mark = "\0";
        var list = place >= 0 ? entry : fields;
        list.RemoveAll(field => field.StartsWith(before, StringComparison.Ordinal));
        list.Add(before + Mark + value);
        entry.AddRange(Enumerable.Range(0, random.Next(4)).Select(number => $"\"{Text(random)}{number}\":\"{Text(random)}\""));
        fields.AddRange(Enumerable.Range(0, random.Next(4)).Select(number => $"\"{Text(random)}{number}\":[\"{Text(random)}\"]"));
        fields.Add($"\"scores\":{{\"test\":[{{{Join(entry, random)}}}]}}");
        var text = Space(random) + "{" + Join(fields, random) + "}" + Space(random);
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        var space = Space(random);
        return (text.Remove(at, 1).Insert(at, space), at + space.Length);
    }

    private static string Join(List<string> fields, Random random)
    {
        var shuffled = fields.ToArray();
        random.Shuffle(shuffled);
        return string.Join(",", shuffled.Select(field => Space(random) + field + Space(random)));
    }

    private static string Space(Random random) => Spaces[random.Next(Spaces.Length)];

    private static string Text(Random random) => Texts[random.Next(Texts.Length)] + Texts[random.Next(Texts.Length)];

    // Counted by another way than the line map: over UTF-16, from the front.
    private static (int Line, int Column) Place(string text, int offset)
    {
        var (line, column) = (1, 1);
        for (var index = 0; index < offset; index++)
        {
            var ends = text[index] == '\n' || (text[index] == '\r' && text[index + 1] != '\n');
            (line, column) = ends ? (line + 1, 1) : (line, column + 1);
        }

        return (line, column);
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Results.Validation;

public sealed partial class AcceptanceTests
{
    [Fact]
    public void All_142_edits_of_a_result_are_accepted_and_refused_as_by_mteb()
    {
        AcceptanceCase.OfResults.Should().HaveCount(142).And.OnlyHaveUniqueItems(edit => edit.Name);
        Differences(AcceptanceCase.OfResults, edit => ResultValidator.Validate(edit.Edited, path: null)).Should().BeEmpty();
    }

    [Fact]
    public void Documents_that_are_no_JSON_are_refused_at_the_place_that_Python_names()
    {
        var positions = AcceptanceCase.OfResults
            .Select(edit => (edit, Place: PythonPlace().Match(edit.Answer)))
            .Where(pair => pair.Place.Success)
            .ToList();
        positions.Should().HaveCount(16);
        foreach (var (edit, place) in positions)
        {
            var diagnostic = ResultValidator.Validate(edit.Edited, path: null).Diagnostics.Should().ContainSingle(edit.Name).Subject;
            (diagnostic.Place.Line, diagnostic.Place.Column).Should().Be((Number(place.Groups["line"]), Number(place.Groups["column"])), edit.Name);
        }
    }

    [Fact]
    public void All_174_edits_of_model_meta_are_accepted_and_refused_as_by_mteb()
    {
        AcceptanceCase.OfModelMeta.Should().HaveCount(174).And.OnlyHaveUniqueItems(edit => edit.Name);
        Differences(AcceptanceCase.OfModelMeta, edit => ModelMetaValidator.Validate(edit.Edited, path: null).File).Should().BeEmpty();
    }

    [Fact]
    public void An_edit_of_model_meta_that_is_refused_is_refused_for_the_field_that_mteb_names()
    {
        foreach (var edit in AcceptanceCase.OfModelMeta.Where(edit => edit.Answer.StartsWith("ValidationError", StringComparison.Ordinal)))
        {
            var expected = FieldName().Matches(edit.Answer).Select(match => match.Groups["name"].Value).Distinct();
            ModelMetaValidator.Validate(edit.Edited, path: null).Fields.Should().Equal(expected, edit.Name);
        }
    }

    [SharedFact("reference/acceptance-result-json.txt", "reference/acceptance-model-meta.txt")]
    public void No_edit_of_the_reference_is_left_out()
    {
        Names("reference/acceptance-result-json.txt").Should().Equal(AcceptanceCase.OfResults.Select(Line(" | ")));
        Names("reference/acceptance-model-meta.txt").Should().Equal(AcceptanceCase.OfModelMeta.Select(Line(" ")));

        static IEnumerable<string> Names(string file) => File.ReadLines(SharedMaterial.At(file)).Where(line => !line.StartsWith('#')).Select(line => line.TrimEnd());

        static Func<AcceptanceCase, string> Line(string separator) =>
            edit => $"{(edit.IsAccepted ? "OK  " : "FAIL")} {edit.Name}{separator}{edit.Answer}".TrimEnd();
    }

    [Fact]
    public void The_reader_gets_the_values_that_mteb_gets()
    {
        // Results of before mteb 1.11 are not for this reader.
        var accepted = AcceptanceCase.OfResults.Where(edit => edit.IsAccepted && !edit.Name.StartsWith("legacy", StringComparison.Ordinal)).ToList();
        accepted.Should().HaveCount(62);
        foreach (var edit in accepted)
        {
            var result = TaskResultReader.Read(edit.Edited, null).Value!;
            var answer = Values().Match(edit.Answer);
            answer.Success.Should().BeTrue(edit.Answer);
            Text(result.MtebVersion).Should().Be(answer.Groups["version"].Value, edit.Name);
            Text(result.EvaluationTime).Should().Be(answer.Groups["time"].Value, edit.Name);
            Text(result.Date).Should().Be(answer.Groups["date"].Value, edit.Name);
            result.DatasetRevision[..12].Should().Be(answer.Groups["revision"].Value, edit.Name);
        }

        static string Text(object? value) => value switch
        {
            null => "None",
            double number => PythonFloat.Repr(number),
            DateTimeOffset date => date.ToString(date.Microsecond == 0 && date.Millisecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            _ => $"'{value}'",
        };
    }

    private static string Differences(IEnumerable<AcceptanceCase> cases, Func<AcceptanceCase, FileReport> validate)
    {
        var table = new StringBuilder();
        foreach (var edit in cases)
        {
            var errors = validate(edit).Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
            if (edit.IsAccepted != (errors.Count == 0))
            {
                table.Append(CultureInfo.InvariantCulture, $"{edit.Name}: mteb says '{edit.Answer}', and we say [{string.Join(' ', errors.Select(error => error.Code))}]\n");
            }
        }

        return table.ToString();
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"line (?<line>\d+) column (?<column>\d+) \(char", RegexOptions.ExplicitCapture)]
    private static partial Regex PythonPlace();

    [GeneratedRegex(@"ver (?<version>'[^']*'|None) et (?<time>\S+) date (?<date>.+?)(?:\+00:00)? rev (?<revision>\S+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Values();

    [GeneratedRegex(@"\(\('(?<name>\w+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex FieldName();
}
